using Cardio.Site.Web.Api;
using Microsoft.AspNetCore.Authentication;

namespace Cardio.Site.Features.ApiKeys;

internal static class ApiKeyRegistration
{
    /// <summary>Adds the keys of programs and the scheme that reads them.</summary>
    public static void AddApiKeys(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<KeyStore>();
        builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(ApiGroup.Scheme, null);
    }
}
