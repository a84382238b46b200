using System.Globalization;
using Cardio.Site.Web.Hosting;
using Microsoft.AspNetCore.Localization;

namespace Cardio.Site.Web;

/// <summary>The languages of the site, chosen by a cookie or else by <c>Accept-Language</c>.</summary>
public static class Languages
{
    private const string Cookie = "language";

    /// <summary>Supported cultures, the default first.</summary>
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
            new CustomRequestCultureProvider(http => Task.FromResult(FromHeader(http.Request))),
        ];
    }

    /// <summary>Returns the preferred language of the browser that the site supports, ignoring the region; null if there is none.</summary>
    private static ProviderCultureResult? FromHeader(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .Where(accepted => accepted.Quality is null or > 0)
        .OrderByDescending(accepted => accepted.Quality ?? 1)
        .Select(accepted => accepted.Value.Value?.Split('-')[0])
        .Select(code => All.FirstOrDefault(culture => culture.TwoLetterISOLanguageName.Equals(code, StringComparison.OrdinalIgnoreCase)))
        .FirstOrDefault(culture => culture is not null) is { } found ? new(found.Name) : null;

    /// <summary>Stores the choice in a cookie for a year; ignores a culture that is not supported.</summary>
    internal static void Remember(HttpContext http, string? culture)
    {
        if (All.FirstOrDefault(offered => offered.Name == culture) is not { } chosen) return;
        http.SetCookie(Cookie, CookieRequestCultureProvider.MakeCookieValue(new(chosen)), TimeSpan.FromDays(365));
    }
}
