using Cardio.Site.Clinic.Settings;
using Cardio.Site.Web.Api;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Compatibility;

internal static class CompatibilityRegistration
{
    /// <summary>Registers the settings of the endpoints for clients of the earlier service.</summary>
    public static void AddCompatibility(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<CompatibilityOptions>("Compatibility");
        builder.Services.AddOptions<CompatibilityOptions>()
            .PostConfigure<IHostEnvironment>((options, environment) => options.Enabled ??= environment.IsDevelopment());
    }

    /// <summary>
    /// Maps the endpoint of the earlier service, which needs no key; it answers 404 if disabled. The OpenAPI document omits it, because new
    /// clients must not use it.
    /// </summary>
    public static void MapCompatibility(this WebApplication app)
    {
        var old = app.MapGroup("/cvd-classification").AllowAnonymous().ExcludeFromDescription().WithMetadata(new ApiClient());
        var isEnabled = app.Services.GetRequiredService<IOptions<CompatibilityOptions>>().Value.Enabled == true;
        old.AddEndpointFilter((call, next) => isEnabled ? next(call) : new(new Problem(StatusCodes.Status404NotFound)));
        old.MapPost("", Classification.AnswerAsync);
        old.MapMethods("", [HttpMethods.Get, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete], Classification.RejectMethod);
    }
}
