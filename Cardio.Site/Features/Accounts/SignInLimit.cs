using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Cardio.Site.Web;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Accounts;

/// <summary>
/// How often an address may be refused at the doors of the site. Only what fails is counted: a hospital's computers share an address,
/// and all of them sign in when a shift begins.
/// </summary>
internal sealed partial class SignInLimit(IOptions<AccountOptions> options, ILogger<SignInLimit> log) : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress> _failures = PartitionedRateLimiter.Create<IPAddress, string>(
        address => RateLimitPartition.GetTokenBucketLimiter(ClientNetwork.Of(address), _ => new()
        {
            TokenLimit = options.Value.FailureBurst,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1.0 / options.Value.FailuresPerMinute),
            QueueLimit = 0,
        }));

    /// <summary>Lets a post to such a door pass while its address has failures left, and counts it where it fails.</summary>
    public async Task PassAsync(HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || http.GetEndpoint()?.Metadata.GetMetadata<CountsFailuresAttribute>() is null)
        {
            await next(http);
            return;
        }
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        // Whole failures only: the bucket fills by drops.
        if (_failures.GetStatistics(address) is { CurrentAvailablePermits: < 1 })
        {
            Refuse(http, address);
            return;
        }
        await next(http);
        if (http.Response.StatusCode is >= 400 and < 500) _failures.AttemptAcquire(address).Dispose();
    }

    private void Refuse(HttpContext http, IPAddress address)
    {
        LogRefused(address, http.GetEndpoint()?.DisplayName);
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = Math.Ceiling(60.0 / options.Value.FailuresPerMinute).ToString(CultureInfo.InvariantCulture);
    }

    public void Dispose() => _failures.Dispose();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Over the limit of failed sign-ins: {Address} asked for {Endpoint}")]
    private partial void LogRefused(IPAddress address, string? endpoint);
}

/// <summary>Marks a page whose posts are guesses where they fail.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class CountsFailuresAttribute : Attribute;

internal static class SignInLimitRegistration
{
    /// <summary>Stands behind the limits that count every request.</summary>
    public static void UseSignInLimit(this WebApplication app)
    {
        var limit = app.Services.GetRequiredService<SignInLimit>();
        app.Use((http, next) => limit.PassAsync(http, next));
    }
}
