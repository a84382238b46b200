using System.Globalization;
using System.Threading.RateLimiting;
using Cardio.Site.Clinic.Settings;
using Cardio.Site.Web.Api;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Web.Limits;

/// <summary>Per-client and site-wide limits; rejected requests get <c>Retry-After</c>.</summary>
internal static partial class Limits
{
    /// <summary>Registers the limiters, configured by <see cref="LimitOptions"/>.</summary>
    public static void AddLimits(this IServiceCollection services)
    {
        services.AddSettings<LimitOptions>("Limits");
        services.AddSingleton<RequestLimiters>();
    }

    /// <summary>
    /// Rejects requests over the limits. The framework's <c>UseRateLimiter</c> does not fit, for two reasons. It tries to acquire and then
    /// acquires with waiting, so a request that waits for the site's limit costs its client two tokens. And it never disposes its limiter
    /// for endpoint policies, whose timer keeps it in memory: each test host would leak one.
    /// </summary>
    public static void UseLimits(this WebApplication app)
    {
        var limiters = app.Services.GetRequiredService<RequestLimiters>();
        app.Use((http, next) => EnterAsync(http, next, limiters));
    }

    private static async Task EnterAsync(HttpContext http, RequestDelegate next, RequestLimiters limiters)
    {
        if (ApiClient.IsCalling(http)) http.Response.OnStarting(() => WriteQuota(http, limiters));
        if (http.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is not null)
        {
            await next(http);
            return;
        }

        using var lease = await limiters.All.AcquireAsync(http, 1, http.RequestAborted);
        if (lease.IsAcquired) await next(http);
        else Reject(http, lease);
    }

    /// <summary>
    /// Adds the client's quota to every API response, as draft-ietf-httpapi-ratelimit-headers-10 defines it: the quota and its window, the
    /// requests left, and the seconds until the quota is full again.
    /// </summary>
    private static Task WriteQuota(HttpContext http, RequestLimiters limiters)
    {
        if (limiters.PerClient.GetStatistics(http)?.CurrentAvailablePermits is not { } left) return Task.CompletedTask;
        var limits = http.RequestServices.GetRequiredService<IOptions<LimitOptions>>().Value;
        var headers = http.Response.Headers;
        headers["RateLimit-Policy"] = string.Create(
            CultureInfo.InvariantCulture, $"\"client\";q={limits.ClientBurst};w={Seconds(limits.ClientBurst)}");
        headers["RateLimit"] = string.Create(
            CultureInfo.InvariantCulture, $"\"client\";r={left};t={Seconds(limits.ClientBurst - left)}");
        return Task.CompletedTask;

        long Seconds(long requests) => (requests + limits.ClientRequestsPerSecond - 1) / limits.ClientRequestsPerSecond;
    }

    /// <summary>
    /// Answers 429 for the client's limit, which alone knows when it has room again, and 503 for the site's. Later middleware adds the
    /// problem details or the page.
    /// </summary>
    private static void Reject(HttpContext http, RateLimitLease lease)
    {
        var isClient = lease.TryGetMetadata(MetadataName.RetryAfter, out var wait);
        LogRejected(
            http.RequestServices.GetRequiredService<ILogger<LimitOptions>>(),
            isClient ? "client" : "site",
            RequestLimiters.Client(http),
            http.GetEndpoint()?.DisplayName);
        var response = http.Response;
        response.StatusCode = isClient ? StatusCodes.Status429TooManyRequests : StatusCodes.Status503ServiceUnavailable;
        response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Rejected by the {Limit} limit: {Client} requested {Endpoint}")]
    private static partial void LogRejected(ILogger log, string limit, string client, string? endpoint);
}
