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
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<LimitOptions>>((limiter, limits) =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(OfClient(limits.Value), OfSite(limits.Value));
            limiter.OnRejected = (rejected, _) => Refuse(rejected);
        });
        services.AddRateLimiter(_ => { });
    }

    private static PartitionedRateLimiter<HttpContext> OfClient(LimitOptions limits) => PartitionedRateLimiter.Create<HttpContext, string>(http =>
        IsAnswerAlready(http)
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetTokenBucketLimiter(Client(http), _ => new()
            {
                TokenLimit = limits.ClientBurst,
                TokensPerPeriod = limits.ClientRequestsPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            }));

    private static PartitionedRateLimiter<HttpContext> OfSite(LimitOptions limits) => PartitionedRateLimiter.Create<HttpContext, string>(http =>
        IsAnswerAlready(http)
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetConcurrencyLimiter("site", _ => new()
            {
                PermitLimit = limits.ConcurrentRequests,
                QueueLimit = limits.ConcurrentRequests,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            }));

    /// <summary>The page that tells of a refusal is no further request.</summary>
    private static bool IsAnswerAlready(HttpContext http) =>
        http.Features.Get<IStatusCodeReExecuteFeature>() is not null || http.Features.Get<IExceptionHandlerFeature>() is not null;

    /// <summary>A hospital's computers share an address, so whoever is signed in is counted alone.</summary>
    private static string Client(HttpContext http) =>
        http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? http.Connection.RemoteIpAddress?.ToString() ?? "";

    /// <summary>Only a client's own limit knows when it has room again. A program reads the refusal here; a person gets a page of it.</summary>
    private static ValueTask Refuse(OnRejectedContext rejected)
    {
        var isClient = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait);
        var http = rejected.HttpContext;
        LogRefused(http.RequestServices.GetRequiredService<ILogger<LimitOptions>>(), isClient ? "client" : "site", Client(http), http.GetEndpoint()?.DisplayName);
        var response = http.Response;
        response.StatusCode = isClient ? StatusCodes.Status429TooManyRequests : StatusCodes.Status503ServiceUnavailable;
        response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return ForPrograms.Ask(http) ? new(TypedResults.Problem(statusCode: response.StatusCode).ExecuteAsync(http)) : ValueTask.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Over the limit of the {Limit}: {Client} asked for {Endpoint}")]
    private static partial void LogRefused(ILogger log, string limit, string client, string? endpoint);
}
