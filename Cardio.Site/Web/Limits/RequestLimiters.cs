using System.Security.Claims;
using System.Threading.RateLimiting;
using Cardio.Site.Web.Api;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Web.Limits;

/// <summary>The limiters of all requests; they end with the site, and so do their clocks.</summary>
internal sealed class RequestLimiters : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _ofSite;

    public RequestLimiters(IOptions<LimitOptions> options)
    {
        OfClient = LimitClients(options.Value);
        _ofSite = LimitSite(options.Value);
        All = PartitionedRateLimiter.CreateChained(OfClient, _ofSite);
    }

    /// <summary>Knows a client by its request, and what is left to it.</summary>
    public PartitionedRateLimiter<HttpContext> OfClient { get; }

    /// <summary>Lets a request pass of which its client has one left and for which the site has room.</summary>
    public PartitionedRateLimiter<HttpContext> All { get; }

    /// <summary>
    /// A hospital's computers share an address, so whoever is signed in is counted alone; a program has not shown its key yet. Who it was
    /// at first it stays, so that all of a request is counted in one place.
    /// </summary>
    public static string Client(HttpContext http) => (string)(http.Items[typeof(RequestLimiters)] ??=
        http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? (http.Connection.RemoteIpAddress is { } address ? ClientNetwork.FromAddress(address) : ""));

    public void Dispose()
    {
        All.Dispose();
        OfClient.Dispose();
        _ofSite.Dispose();
    }

    private static PartitionedRateLimiter<HttpContext> LimitClients(LimitOptions limits) => PartitionedRateLimiter.Create<HttpContext, string>(http =>
        IsAnswerAlready(http)
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetTokenBucketLimiter(Client(http), _ => new()
            {
                TokenLimit = limits.ClientBurst,
                TokensPerPeriod = limits.ClientRequestsPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            }));

    private static PartitionedRateLimiter<HttpContext> LimitSite(LimitOptions limits) => PartitionedRateLimiter.Create<HttpContext, string>(http =>
        IsAnswerAlready(http)
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetConcurrencyLimiter("site", _ => new()
            {
                PermitLimit = limits.ConcurrentRequests,
                QueueLimit = limits.ConcurrentRequests,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            }));

    /// <summary>The page that tells of a refusal is no further request; programs are told without one.</summary>
    private static bool IsAnswerAlready(HttpContext http) => !ApiClient.Ask(http)
        && (http.Features.Get<IStatusCodeReExecuteFeature>() is not null || http.Features.Get<IExceptionHandlerFeature>() is not null);
}
