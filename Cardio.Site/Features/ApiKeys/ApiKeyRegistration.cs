using Cardio.Site.Web.Api;
using Microsoft.AspNetCore.Authentication;

namespace Cardio.Site.Features.ApiKeys;

internal static class ApiKeyRegistration
{
    /// <summary>Registers the API keys and their authentication scheme.</summary>
    public static void AddApiKeys(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<KeyStore>();
        builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(ApiGroup.Scheme, null);
    }
}
