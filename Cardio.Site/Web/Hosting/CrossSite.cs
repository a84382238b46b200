using Microsoft.AspNetCore.Diagnostics;

namespace Cardio.Site.Web.Hosting;

internal static partial class CrossSite
{
    /// <summary>
    /// Refuses what another site's page makes a browser send, before the antiforgery tokens are checked. Browsers say where a request
    /// comes from in <c>Sec-Fetch-Site</c>, but not over plain http; then <c>Origin</c> counts. It is <c>null</c> for this site's own forms
    /// too, because of the referrer policy, so the token decides there. Programs send neither and carry no cookie.
    /// </summary>
    public static void RefuseCrossSiteWrites(this WebApplication app) => app.Use((http, next) =>
    {
        var isPageOfRefusal = http.Features.Get<IStatusCodeReExecuteFeature>() is not null; // asked with the refused request's method
        if (isPageOfRefusal || IsSafe(http.Request.Method) || !IsForeign(http.Request)) return next(http);
        LogRefused(app.Logger, http.Request.Method, http.GetEndpoint()?.DisplayName);
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    });

    private static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);

    private static bool IsForeign(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site
            ? site is not ("same-origin" or "none")
            : request.Headers.Origin.ToString() is { Length: > 0 } origin and not "null" && !IsOwn(origin, request);

    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused what another site's page sent: {Method} {Endpoint}")]
    private static partial void LogRefused(ILogger log, string method, string? endpoint);
}
