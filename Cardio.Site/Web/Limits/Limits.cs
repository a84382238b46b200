using System.Globalization;
using System.Threading.RateLimiting;
using Cardio.Site.Clinic.Settings;
using Cardio.Site.Web.Api;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Web.Limits;

/// <summary>Limits of a client and of the whole site; what is over them is told when to come again.</summary>
internal static partial class Limits
{
    /// <summary>Adds the limiters with <see cref="LimitOptions"/>.</summary>
    public static void AddLimits(this IServiceCollection services)
    {
        services.AddSettings<LimitOptions>("Limits");
        services.AddSingleton<RequestLimiters>();
    }

    /// <summary>
    /// Lets in what is within the limits. The framework's middleware does the same, but keeps a limiter for its endpoints' policies (there
    /// are none here) that it never ends: in a process that starts one site after another, as tests do, each of them stayed in memory.
    /// </summary>
    public static void UseLimits(this WebApplication app)
    {
        var limiters = app.Services.GetRequiredService<RequestLimiters>();
        app.Use((http, next) => EnterAsync(http, next, limiters));
    }

    private static async Task EnterAsync(HttpContext http, RequestDelegate next, RequestLimiters limiters)
    {
        if (ApiClient.Ask(http)) http.Response.OnStarting(() => Tell(http, limiters));
        if (http.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is not null)
        {
            await next(http);
            return;
        }

        using var lease = await limiters.All.AcquireAsync(http, 1, http.RequestAborted);
        if (lease.IsAcquired) await next(http);
        else Refuse(http, lease);
    }

    /// <summary>
    /// Programs are told how much they have left, before they are refused. As draft-ietf-httpapi-ratelimit-headers-10 writes it: the quota
    /// and its window, what is left of it, and seconds until it is whole.
    /// </summary>
    private static Task Tell(HttpContext http, RequestLimiters limiters)
    {
        if (limiters.OfClient.GetStatistics(http)?.CurrentAvailablePermits is not { } left) return Task.CompletedTask;
        var limits = http.RequestServices.GetRequiredService<IOptions<LimitOptions>>().Value;
        http.Response.Headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"client\";q={limits.ClientBurst};w={Seconds(limits.ClientBurst)}");
        http.Response.Headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"client\";r={left};t={Seconds(limits.ClientBurst - left)}");
        return Task.CompletedTask;

        long Seconds(long requests) => (requests + limits.ClientRequestsPerSecond - 1) / limits.ClientRequestsPerSecond;
    }

    /// <summary>Only a client's own limit knows when it has room again. A program reads the refusal here; a person gets a page of it.</summary>
    private static void Refuse(HttpContext http, RateLimitLease lease)
    {
        var isClient = lease.TryGetMetadata(MetadataName.RetryAfter, out var wait);
        LogRefused(
            http.RequestServices.GetRequiredService<ILogger<LimitOptions>>(), isClient ? "client" : "site", RequestLimiters.Client(http), http.GetEndpoint()?.DisplayName);
        var response = http.Response;
        response.StatusCode = isClient ? StatusCodes.Status429TooManyRequests : StatusCodes.Status503ServiceUnavailable;
        response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Over the limit of the {Limit}: {Client} asked for {Endpoint}")]
    private static partial void LogRefused(ILogger log, string limit, string client, string? endpoint);
}
