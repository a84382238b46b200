using Cardio.Site.Clinic.Settings;
using Cardio.Site.Web.Api;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Web.Hosting;

internal static class Https
{
    /// <summary>Takes the client's address and scheme from the proxy. Comes first, because the connection itself is the proxy's.</summary>
    public static void UseForwarding(this WebApplication app)
    {
        var isBehindProxy = Settings(app).BehindProxy ?? !string.IsNullOrEmpty(app.Configuration["DYNO"]);
        if (!isBehindProxy) return; // without a proxy any client could send these headers
        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = Settings(app).ProxyHops, // the client itself may have sent earlier entries
        };
        forwarded.KnownIPNetworks.Clear(); // the proxy's addresses are unknown, and only it can reach the process
        forwarded.KnownProxies.Clear();
        app.UseForwardedHeaders(forwarded);
    }

    /// <summary>
    /// Redirects plain http to https, except for health checks. API clients get an error instead: they would follow the redirect, and
    /// nobody would notice that they send their key unencrypted.
    /// </summary>
    public static void UseHttps(this WebApplication app)
    {
        if (!(Settings(app).Required ?? !app.Environment.IsDevelopment())) return;
        app.Use(
            (http, next) =>
                !http.Request.IsHttps && ApiClient.IsCalling(http)
                    ? new Problem(StatusCodes.Status403Forbidden, "HttpsRequired").ExecuteAsync(http)
                    : next(http));
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
