using Cardio.Site.Clinic.Settings;
using Cardio.Site.Web.Api;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Compatibility;

internal static class CompatibilityRegistration
{
    /// <summary>Adds the settings of what older clients ask.</summary>
    public static void AddCompatibility(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<CompatibilityOptions>("Compatibility");
        builder.Services.AddOptions<CompatibilityOptions>().PostConfigure<IHostEnvironment>((options, environment) => options.Enabled ??= environment.IsDevelopment());
    }

    /// <summary>
    /// Maps what the service before this one answered without a key; where that is not wanted, nothing is found there. It stays out of the
    /// API's document, which tells of what new clients ask.
    /// </summary>
    public static void MapCompatibility(this WebApplication app)
    {
        var old = app.MapGroup("/cvd-classification").AllowAnonymous().ExcludeFromDescription().WithMetadata(new ApiClient());
        var isEnabled = app.Services.GetRequiredService<IOptions<CompatibilityOptions>>().Value.Enabled == true;
        old.AddEndpointFilter((call, next) => isEnabled ? next(call) : new(new Problem(StatusCodes.Status404NotFound)));
        old.MapPost("", Classification.AnswerAsync);
        old.MapMethods("", [HttpMethods.Get, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete], Classification.RefuseMethod);
    }
}
