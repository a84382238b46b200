using Cardio.Site.Web.Api;
using Htmx;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Accounts.SecondFactor;

/// <summary>
/// Leads whoever needs a second factor and came in without one to its set-up. It stands before every endpoint, so that a new one is
/// behind it too; only what is open to everybody, and the set-up itself, is not.
/// </summary>
internal static class SecondFactorGate
{
    /// <summary>Where the second factor is set up.</summary>
    public const string SetUpPath = "/account/second-factor";

    /// <summary>Stands between authentication and authorization.</summary>
    public static void UseSecondFactorGate(this WebApplication app) => app.Use((http, next) => IsShut(http) ? LeadAsync(http) : next(http));

    private static bool IsShut(HttpContext http) =>
        http.User.Identity is { IsAuthenticated: true, AuthenticationType: var type } && type == IdentityConstants.ApplicationScheme
        && !http.User.HasTwoFactors()
        && http.RequestServices.GetRequiredService<IOptionsMonitor<AccountOptions>>().CurrentValue.RequireSecondFactor.DemandsOf(http.User)
        && !ApiGroup.IsAsked(http) // where no cookie opens anything
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

/// <summary>Marks a page that the gate leaves open.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OpenWithoutSecondFactorAttribute : Attribute;
