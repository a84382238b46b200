using System.Net;
using System.Threading.RateLimiting;
using Cardio.Site.Web.Limits;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Accounts.Passwords;

/// <summary>
/// Limits how many passwords are hashed at once, so that a flood of sign-ins leaves the processor to signed-in users.
/// One client address gets at most half of the queue, so that it cannot shut out the others.
/// </summary>
internal sealed class PasswordHashLimiter : IDisposable
{
    /// <summary>Value of Retry-After for a rejected request, in seconds.</summary>
    public const int RetryAfterSeconds = 5;

    private readonly PartitionedRateLimiter<HttpContext> _perAddress;
    private readonly PartitionedRateLimiter<HttpContext> _perSite;
    private readonly PartitionedRateLimiter<HttpContext> _chained;

    public PasswordHashLimiter(IOptions<AccountOptions> options)
    {
        var (concurrency, queue) = (options.Value.SignInsAtOnce, options.Value.SignInQueue);
        _perAddress = PartitionedRateLimiter.Create<HttpContext, string>(http => RateLimitPartition.GetConcurrencyLimiter(
            ClientNetwork.FromAddress(http.Connection.RemoteIpAddress ?? IPAddress.None),
            _ => new() { PermitLimit = concurrency + ((queue + 1) / 2), QueueLimit = 0 }));
        _perSite = PartitionedRateLimiter.Create<HttpContext, string>(_ => RateLimitPartition.GetConcurrencyLimiter(
            "",
            _ => new() { PermitLimit = concurrency, QueueLimit = queue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst }));
        _chained = PartitionedRateLimiter.CreateChained(_perAddress, _perSite);
    }

    /// <summary>Waits for a permit until the client disconnects. If the queue is full, the returned lease is not acquired.</summary>
    public ValueTask<RateLimitLease> AcquireAsync(HttpContext http) => _chained.AcquireAsync(http, 1, http.RequestAborted);

    public void Dispose()
    {
        _chained.Dispose(); // does not dispose the limiters that it chains
        _perAddress.Dispose();
        _perSite.Dispose();
    }
}
