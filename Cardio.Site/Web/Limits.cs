using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Cardio.Site.Data.Settings;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Web;

/// <summary>Limits of a client and of the whole site; what is over them is told when to come again.</summary>
internal static partial class Limits
{
    /// <summary>Adds the limiter with <see cref="LimitOptions"/>.</summary>
    public static void AddLimits(this IServiceCollection services)
    {
        services.AddSettings<LimitOptions>("Limits");
        services.AddSingleton<RequestLimiters>();
        services.AddOptions<RateLimiterOptions>().Configure<RequestLimiters>((limiter, own) =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(own.OfClient, own.OfSite);
            limiter.OnRejected = (rejected, _) => Refuse(rejected);
        });
        services.AddRateLimiter(_ => { });
    }

    /// <summary>Programs are told how much they have left, before they are refused.</summary>
    public static void UseLimits(this WebApplication app)
    {
        app.UseWhen(ForPrograms.Ask, api => api.Use((http, next) =>
        {
            http.Response.OnStarting(() => Tell(http));
            return next(http);
        }));
        app.UseRateLimiter();
    }

    /// <summary>As draft-ietf-httpapi-ratelimit-headers-10 writes it: the quota and its window, what is left of it, and seconds until it is whole.</summary>
    private static Task Tell(HttpContext http)
    {
        var limits = http.RequestServices.GetRequiredService<IOptions<LimitOptions>>().Value;
        if (http.RequestServices.GetRequiredService<RequestLimiters>().OfClient.GetStatistics(http)?.CurrentAvailablePermits is not { } left) return Task.CompletedTask;
        http.Response.Headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"client\";q={limits.ClientBurst};w={Seconds(limits.ClientBurst)}");
        http.Response.Headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"client\";r={left};t={Seconds(limits.ClientBurst - left)}");
        return Task.CompletedTask;

        long Seconds(long requests) => (requests + limits.ClientRequestsPerSecond - 1) / limits.ClientRequestsPerSecond;
    }

    internal static PartitionedRateLimiter<HttpContext> OfClient(LimitOptions limits) => PartitionedRateLimiter.Create<HttpContext, string>(http =>
        IsAnswerAlready(http)
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetTokenBucketLimiter(Client(http), _ => new()
            {
                TokenLimit = limits.ClientBurst,
                TokensPerPeriod = limits.ClientRequestsPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            }));

    internal static PartitionedRateLimiter<HttpContext> OfSite(LimitOptions limits) => PartitionedRateLimiter.Create<HttpContext, string>(http =>
        IsAnswerAlready(http)
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetConcurrencyLimiter("site", _ => new()
            {
                PermitLimit = limits.ConcurrentRequests,
                QueueLimit = limits.ConcurrentRequests,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            }));

    /// <summary>The page that tells of a refusal is no further request; programs are told without one.</summary>
    private static bool IsAnswerAlready(HttpContext http) => !ForPrograms.Ask(http)
        && (http.Features.Get<IStatusCodeReExecuteFeature>() is not null || http.Features.Get<IExceptionHandlerFeature>() is not null);

    /// <summary>
    /// A hospital's computers share an address, so whoever is signed in is counted alone; a program has not shown its key yet. Who it was
    /// at first it stays, so that all of a request is counted in one place.
    /// </summary>
    private static string Client(HttpContext http) => (string)(http.Items[typeof(Limits)] ??=
        http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? http.Connection.RemoteIpAddress?.ToString() ?? "");

    /// <summary>Only a client's own limit knows when it has room again. A program reads the refusal here; a person gets a page of it.</summary>
    private static ValueTask Refuse(OnRejectedContext rejected)
    {
        var isClient = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait);
        var http = rejected.HttpContext;
        LogRefused(http.RequestServices.GetRequiredService<ILogger<LimitOptions>>(), isClient ? "client" : "site", Client(http), http.GetEndpoint()?.DisplayName);
        var response = http.Response;
        response.StatusCode = isClient ? StatusCodes.Status429TooManyRequests : StatusCodes.Status503ServiceUnavailable;
        response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return ValueTask.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Over the limit of the {Limit}: {Client} asked for {Endpoint}")]
    private static partial void LogRefused(ILogger log, string limit, string client, string? endpoint);
}

/// <summary>The two limiters of all requests; they end with the site, and so do their clocks.</summary>
internal sealed class RequestLimiters(IOptions<LimitOptions> options) : IDisposable
{
    /// <summary>Knows a client by its request, and what is left to it.</summary>
    public PartitionedRateLimiter<HttpContext> OfClient { get; } = Limits.OfClient(options.Value);

    /// <summary>Counts what is under way.</summary>
    public PartitionedRateLimiter<HttpContext> OfSite { get; } = Limits.OfSite(options.Value);

    public void Dispose()
    {
        OfClient.Dispose();
        OfSite.Dispose();
    }
}
