using System.Security.Claims;
using System.Threading.RateLimiting;
using Cardio.Site.Web.Api;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Web.Limits;

/// <summary>The limiters of all requests. The host disposes them, which also stops their timers.</summary>
internal sealed class RequestLimiters : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _site;

    public RequestLimiters(IOptions<LimitOptions> options)
    {
        PerClient = LimitClients(options.Value);
        _site = LimitSite(options.Value);
        All = PartitionedRateLimiter.CreateChained(PerClient, _site);
    }

    /// <summary>Limits the rate of each client.</summary>
    public PartitionedRateLimiter<HttpContext> PerClient { get; }

    /// <summary>Applies the client's limit, then the site's.</summary>
    public PartitionedRateLimiter<HttpContext> All { get; }

    /// <summary>
    /// Identifies the client: the signed-in account, because a hospital's computers share an address; otherwise the address. API keys are
    /// checked later, so API clients count by address. The first answer is kept for the whole request.
    /// </summary>
    public static string Client(HttpContext http) =>
        (string)(http.Items[typeof(RequestLimiters)] ??= http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? Network(http));

    public void Dispose()
    {
        All.Dispose();
        PerClient.Dispose();
        _site.Dispose();
    }

    private static string Network(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address ? ClientNetwork.FromAddress(address) : "";

    private static PartitionedRateLimiter<HttpContext> LimitClients(LimitOptions limits) =>
        PartitionedRateLimiter.Create<HttpContext, string>(http => IsErrorPage(http)
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetTokenBucketLimiter(Client(http), _ => new()
            {
                TokenLimit = limits.ClientBurst,
                TokensPerPeriod = limits.ClientRequestsPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            }));

    private static PartitionedRateLimiter<HttpContext> LimitSite(LimitOptions limits) =>
        PartitionedRateLimiter.Create<HttpContext, string>(http => IsErrorPage(http)
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetConcurrencyLimiter("site", _ => new()
            {
                PermitLimit = limits.ConcurrentRequests,
                QueueLimit = limits.ConcurrentRequests,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            }));

    /// <summary>Whether the pipeline runs again to render an error page, which must not count as another request.</summary>
    private static bool IsErrorPage(HttpContext http) => !ApiClient.IsCalling(http)
        && (http.Features.Get<IStatusCodeReExecuteFeature>() is not null || http.Features.Get<IExceptionHandlerFeature>() is not null);
}
