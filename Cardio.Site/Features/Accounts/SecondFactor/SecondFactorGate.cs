using Cardio.Site.Web.Api;
using Htmx;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Accounts.SecondFactor;

/// <summary>
/// Redirects users who need a second factor and signed in without one to its set-up. Applies to every endpoint except anonymous ones and
/// the set-up itself, so that new endpoints are covered.
/// </summary>
internal static class SecondFactorGate
{
    /// <summary>Path of the set-up page.</summary>
    public const string SetUpPath = "/account/second-factor";

    /// <summary>Adds the check; call between authentication and authorization.</summary>
    public static void UseSecondFactorGate(this WebApplication app) => app.Use((http, next) => IsShut(http) ? LeadAsync(http) : next(http));

    private static bool IsShut(HttpContext http) =>
        http.User.Identity is { IsAuthenticated: true, AuthenticationType: var type } && type == IdentityConstants.ApplicationScheme
        && !http.User.HasTwoFactors()
        && http.RequestServices.GetRequiredService<IOptionsMonitor<AccountOptions>>().CurrentValue.RequireSecondFactor.DemandsOf(http.User)
        && !ApiGroup.IsAsked(http) // the API does not accept cookies
        && http.GetEndpoint() is { } endpoint
        && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
        && endpoint.Metadata.GetMetadata<OpenWithoutSecondFactorAttribute>() is null;

    private static Task LeadAsync(HttpContext http)
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

/// <summary>Marks a page that needs no second factor.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OpenWithoutSecondFactorAttribute : Attribute;
