using Cardio.Site.Web.Api;
using Htmx;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Accounts.SecondFactor;

/// <summary>
/// Redirects users without their required second factor to its set-up. Runs as middleware before every endpoint, so new
/// endpoints are protected by default; only public pages and the set-up itself are exempt.
/// </summary>
internal static class SecondFactorGate
{
    private const string SetUpPath = "/account/second-factor";

    /// <summary>Adds the gate. Call between authentication and authorization.</summary>
    public static void UseSecondFactorGate(this WebApplication app) =>
        app.Use((http, next) => Blocks(http) ? RedirectAsync(http) : next(http));

    private static bool Blocks(HttpContext http) =>
        http.User.Identity is { IsAuthenticated: true, AuthenticationType: var type } && type == IdentityConstants.ApplicationScheme
        && !http.User.HasTwoFactors()
        && http.RequestServices.GetRequiredService<IOptionsMonitor<AccountOptions>>().CurrentValue.RequireSecondFactor.AppliesTo(http.User)
        && !ApiGroup.Contains(http) // the API ignores cookies
        && http.GetEndpoint() is { } endpoint
        && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
        && endpoint.Metadata.GetMetadata<OpenWithoutSecondFactorAttribute>() is null;

    private static Task RedirectAsync(HttpContext http)
    {
        if (http.Request.IsHtmx())
        {
            http.Response.Htmx(headers => headers.Redirect(SetUpPath));
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else http.Response.Redirect(SetUpPath);
        return Task.CompletedTask;
    }
}
