using System.Net;
using System.Threading.RateLimiting;
using Cardio.Site.Web.Limits;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Accounts.Passwords;

/// <summary>
/// Limits concurrent password hashing, so that a flood of sign-ins leaves processor time for other requests. One IP address may use at
/// most half of the queue, so that it cannot block others.
/// </summary>
internal sealed class PasswordHashLimiter : IDisposable
{
    /// <summary>Value of Retry-After in seconds for rejected sign-ins.</summary>
    public const int RetryAfterSeconds = 5;

    private readonly PartitionedRateLimiter<HttpContext> _ofAddress;
    private readonly PartitionedRateLimiter<HttpContext> _ofSite;
    private readonly PartitionedRateLimiter<HttpContext> _both;

    public PasswordHashLimiter(IOptions<AccountOptions> options)
    {
        var (atOnce, queue) = (options.Value.SignInsAtOnce, options.Value.SignInQueue);
        _ofAddress = PartitionedRateLimiter.Create<HttpContext, string>(http => RateLimitPartition.GetConcurrencyLimiter(
            ClientNetwork.FromAddress(http.Connection.RemoteIpAddress ?? IPAddress.None),
            _ => new() { PermitLimit = atOnce + ((queue + 1) / 2), QueueLimit = 0 }));
        _ofSite = PartitionedRateLimiter.Create<HttpContext, string>(_ => RateLimitPartition.GetConcurrencyLimiter(
            "", _ => new() { PermitLimit = atOnce, QueueLimit = queue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst }));
        _both = PartitionedRateLimiter.CreateChained(_ofAddress, _ofSite);
    }

    /// <summary>Waits for a permit until the client disconnects; the lease tells whether it was granted.</summary>
    public ValueTask<RateLimitLease> EnterAsync(HttpContext http) => _both.AcquireAsync(http, 1, http.RequestAborted);

    public void Dispose()
    {
        _both.Dispose(); // does not dispose the two limiters it combines
        _ofAddress.Dispose();
        _ofSite.Dispose();
    }
}
