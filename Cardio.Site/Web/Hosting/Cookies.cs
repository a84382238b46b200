using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Web.Hosting;

/// <summary>
/// Names and flags of all cookies. Over https the names carry <c>__Host-</c>: the browser then takes them from this host alone, over
/// https alone, for all paths.
/// </summary>
internal static class Cookies
{
    /// <summary>Holds a form that a lost session interrupted.</summary>
    public const string Draft = "draft";

    private const string Antiforgery = "antiforgery";

    /// <summary>Whether plain http is turned away: everywhere but in Development, unless <c>Https:Required</c> says otherwise.</summary>
    public static bool AreSecure(IConfiguration configuration, IHostEnvironment environment) =>
        configuration.GetValue("Https:Required", !environment.IsDevelopment());

    /// <summary>The name that a cookie has over https, or over plain http.</summary>
    public static string Name(string name, bool isHttps) => isHttps ? $"__Host-{name}" : name;

    /// <summary>Keeps a cookie of the site's own in the browser: no script reads it, no other site's page sends it along with a change.</summary>
    public static void Keep(this HttpContext http, string name, string value, TimeSpan age) =>
        http.Response.Cookies.Append(Name(name, http.Request.IsHttps), value, Flags(http, age));

    /// <summary>Reads a cookie of the site's own.</summary>
    public static string? Kept(this HttpContext http, string name) => http.Request.Cookies[Name(name, http.Request.IsHttps)];

    /// <summary>Takes a cookie of the site's own away.</summary>
    public static void Forget(this HttpContext http, string name) =>
        http.Response.Cookies.Delete(Name(name, http.Request.IsHttps), Flags(http, TimeSpan.Zero));

    /// <summary>Takes away what belongs to a session beside its own cookie; the language stays.</summary>
    public static void ForgetOfSession(this HttpContext http)
    {
        foreach (var name in (string[])[Draft, Antiforgery]) http.Forget(name);
    }

    /// <summary>Names the framework's cookies.</summary>
    public static void AddCookies(this WebApplicationBuilder builder)
    {
        var isSecure = AreSecure(builder.Configuration, builder.Environment);
        var policy = isSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        builder.Services.AddAntiforgery(antiforgery =>
        {
            antiforgery.SuppressXFrameOptionsHeader = true; // the security headers hold one
            antiforgery.Cookie.Name = Name(Antiforgery, isSecure);
            antiforgery.Cookie.SecurePolicy = policy;
        });
        builder.Services.AddSingleton<IPostConfigureOptions<CookieAuthenticationOptions>>(new Naming(isSecure, policy));
    }

    private static CookieOptions Flags(HttpContext http, TimeSpan age) => new()
    {
        Path = "/", MaxAge = age, HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax, IsEssential = true,
    };

    private sealed class Naming(bool isSecure, CookieSecurePolicy policy) : IPostConfigureOptions<CookieAuthenticationOptions>
    {
        /// <summary>A scheme is named such as <c>Identity.Application</c>.</summary>
        public void PostConfigure(string? name, CookieAuthenticationOptions options)
        {
            options.Cookie.Name = Name(name!.ToLowerInvariant(), isSecure);
            options.Cookie.SecurePolicy = policy;
        }
    }
}
