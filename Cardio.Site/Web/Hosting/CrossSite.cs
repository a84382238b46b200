using Microsoft.AspNetCore.Diagnostics;

namespace Cardio.Site.Web.Hosting;

internal static partial class CrossSite
{
    /// <summary>
    /// Rejects changes that another site makes a browser send, before the antiforgery tokens are checked.
    /// Browsers name the origin in <c>Sec-Fetch-Site</c>, but over https only; otherwise <c>Origin</c> decides. The referrer policy makes
    /// <c>Origin</c> null for this site's own forms too, so the token decides there. API clients send neither header and no cookie.
    /// </summary>
    public static void RefuseCrossSiteWrites(this WebApplication app) => app.Use((http, next) =>
    {
        // The error page is executed with the method of the rejected request.
        var isErrorPage = http.Features.Get<IStatusCodeReExecuteFeature>() is not null;
        if (isErrorPage || IsSafe(http.Request.Method) || !IsForeign(http.Request)) return next(http);
        LogRejected(app.Logger, http.Request.Method, http.GetEndpoint()?.DisplayName);
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
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Rejected a cross-site request: {Method} {Endpoint}")]
    private static partial void LogRejected(ILogger log, string method, string? endpoint);
}
