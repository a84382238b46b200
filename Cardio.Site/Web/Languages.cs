using System.Globalization;
using Cardio.Site.Web.Hosting;
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
            new CustomRequestCultureProvider(http => Task.FromResult(Wanted(http.Request))),
        ];
    }

    /// <summary>The first language of the browser's wish that is offered, whichever country it is spoken in; null where none is.</summary>
    private static ProviderCultureResult? Wanted(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .Where(wish => wish.Quality is null or > 0)
        .OrderByDescending(wish => wish.Quality ?? 1)
        .Select(wish => All.FirstOrDefault(offered => wish.Value.Value?.Split('-')[0].Equals(offered.TwoLetterISOLanguageName, StringComparison.OrdinalIgnoreCase) == true))
        .FirstOrDefault(offered => offered is not null) is { } found ? new(found.Name) : null;

    /// <summary>Remembers the choice for a year; a language that is not offered is left alone.</summary>
    internal static void Remember(HttpContext http, string? culture)
    {
        if (All.FirstOrDefault(offered => offered.Name == culture) is not { } chosen) return;
        http.SetCookie(Cookie, CookieRequestCultureProvider.MakeCookieValue(new(chosen)), TimeSpan.FromDays(365));
    }
}
