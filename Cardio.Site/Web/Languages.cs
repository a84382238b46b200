using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Cardio.Site.Web;

/// <summary>The languages of the site: chosen by a cookie, else by the browser's wish.</summary>
public static class Languages
{
    private const string Cookie = "language";

    /// <summary>Cultures offered, the default first.</summary>
    public static readonly IReadOnlyList<CultureInfo> All = [new("en"), new("pt-BR")];

    internal static void Configure(RequestLocalizationOptions options)
    {
        options.SupportedCultures = options.SupportedUICultures = [.. All];
        options.DefaultRequestCulture = new(All[0]);
        options.ApplyCurrentCultureToResponseHeaders = true;
        options.RequestCultureProviders =
        [
            new CookieRequestCultureProvider { CookieName = Cookies.Name(Cookie, isHttps: true) },
            new CookieRequestCultureProvider { CookieName = Cookies.Name(Cookie, isHttps: false) },
            new AcceptLanguageHeaderRequestCultureProvider(),
        ];
    }

    /// <summary>Remembers the choice for a year; a language that is not offered is left alone.</summary>
    internal static void Remember(HttpContext http, string? culture)
    {
        if (All.FirstOrDefault(offered => offered.Name == culture) is not { } chosen) return;
        http.Keep(Cookie, CookieRequestCultureProvider.MakeCookieValue(new(chosen)), TimeSpan.FromDays(365));
    }
}
