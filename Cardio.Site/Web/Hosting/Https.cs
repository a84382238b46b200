using Cardio.Site.Clinic.Settings;
using Cardio.Site.Web.Api;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Web.Hosting;

internal static class Https
{
    /// <summary>Stands first: behind a router the connection's address and scheme are the router's, not the client's.</summary>
    public static void UseForwarding(this WebApplication app)
    {
        var isBehindProxy = Settings(app).BehindProxy ?? !string.IsNullOrEmpty(app.Configuration["DYNO"]);
        if (!isBehindProxy) return; // anybody could send these headers
        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = Settings(app).ProxyHops, // entries before those of the proxies are the client's own
        };
        forwarded.KnownIPNetworks.Clear(); // the router's addresses are not known, and nobody else reaches the process
        forwarded.KnownProxies.Clear();
        app.UseForwardedHeaders(forwarded);
    }

    /// <summary>
    /// Sends plain http to https. Health checks come from inside and are answered as they come; a program is refused, since it would follow
    /// and nobody would see that it sends its key in the clear.
    /// </summary>
    public static void UseHttps(this WebApplication app)
    {
        if (!(Settings(app).Required ?? !app.Environment.IsDevelopment())) return;
        app.Use((http, next) => !http.Request.IsHttps && ApiClient.Ask(http) ? new Problem(StatusCodes.Status403Forbidden, "HttpsRequired").ExecuteAsync(http) : next(http));
        app.UseWhen(http => !http.Request.Path.StartsWithSegments("/health"), branch => branch.UseHttpsRedirection());
    }

    public static void AddHttps(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<HttpsOptions>("Https");
        builder.Services.AddHttpsRedirection(https =>
        {
            https.RedirectStatusCode = StatusCodes.Status308PermanentRedirect;
            https.HttpsPort = 443;
        });
    }

    private static HttpsOptions Settings(WebApplication app) => app.Services.GetRequiredService<IOptions<HttpsOptions>>().Value;
}
