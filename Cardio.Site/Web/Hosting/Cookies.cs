using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Web.Hosting;

/// <summary>
/// Names and flags of all cookies. Over https the names start with <c>__Host-</c>: browsers accept such a cookie only from this host,
/// over https, and for all paths.
/// </summary>
internal static class Cookies
{
    /// <summary>The draft of a form whose session ended before it was submitted.</summary>
    public const string Draft = "draft";

    private const string Antiforgery = "antiforgery";

    /// <summary>Whether the site requires https: by default outside Development, see <c>Https:Required</c>.</summary>
    public static bool RequireHttps(IConfiguration configuration, IHostEnvironment environment) =>
        configuration.GetValue("Https:Required", !environment.IsDevelopment());

    /// <summary>The full name of a cookie over https or plain http.</summary>
    public static string Name(string name, bool isHttps) => isHttps ? $"__Host-{name}" : name;

    /// <summary>Sets a cookie of the site. Scripts cannot read it, and browsers do not send it with changes from other sites.</summary>
    public static void SetCookie(this HttpContext http, string name, string value, TimeSpan age) =>
        http.Response.Cookies.Append(Name(name, http.Request.IsHttps), value, Flags(http, age));

    /// <summary>Reads a cookie of the site, or null.</summary>
    public static string? GetCookie(this HttpContext http, string name) => http.Request.Cookies[Name(name, http.Request.IsHttps)];

    /// <summary>Deletes a cookie of the site.</summary>
    public static void DeleteCookie(this HttpContext http, string name) =>
        http.Response.Cookies.Delete(Name(name, http.Request.IsHttps), Flags(http, TimeSpan.Zero));

    /// <summary>Deletes the other cookies of a session at sign-out; the language stays.</summary>
    public static void DeleteSessionCookies(this HttpContext http)
    {
        foreach (var name in (string[])[Draft, Antiforgery]) http.DeleteCookie(name);
    }

    /// <summary>Applies these names and flags to the framework's cookies.</summary>
    public static void AddCookies(this WebApplicationBuilder builder)
    {
        var isSecure = RequireHttps(builder.Configuration, builder.Environment);
        var policy = isSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        builder.Services.AddAntiforgery(antiforgery =>
        {
            antiforgery.SuppressXFrameOptionsHeader = true; // the security headers contain it
            antiforgery.Cookie.Name = Name(Antiforgery, isSecure);
            antiforgery.Cookie.SecurePolicy = policy;
        });
        builder.Services.AddSingleton<IPostConfigureOptions<CookieAuthenticationOptions>>(new CookieNames(isSecure, policy));
    }

    private static CookieOptions Flags(HttpContext http, TimeSpan age) => new()
    {
        Path = "/",
        MaxAge = age,
        HttpOnly = true,
        Secure = http.Request.IsHttps,
        SameSite = SameSiteMode.Lax,
        IsEssential = true,
    };

    private sealed class CookieNames(bool isSecure, CookieSecurePolicy policy) : IPostConfigureOptions<CookieAuthenticationOptions>
    {
        /// <summary>Names the cookie of a scheme, such as <c>Identity.Application</c>.</summary>
        public void PostConfigure(string? name, CookieAuthenticationOptions options)
        {
            options.Cookie.Name = Name(name!.ToLowerInvariant(), isSecure);
            options.Cookie.SecurePolicy = policy;
        }
    }
}
