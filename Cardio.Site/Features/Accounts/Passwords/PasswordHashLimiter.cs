using System.Net;
using System.Threading.RateLimiting;
using Cardio.Site.Web.Limits;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Accounts.Passwords;

/// <summary>
/// The lane in which passwords are hashed, a few at a time: a flood of sign-ins leaves the processor to those who work. One address has
/// at most half of the waiting places, so that it cannot shut the others out.
/// </summary>
internal sealed class PasswordHashLimiter : IDisposable
{
    /// <summary>Seconds after which somebody who was sent away may come again.</summary>
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

    /// <summary>Waits for a turn, or until the sender hangs up; the lease says whether there is one.</summary>
    public ValueTask<RateLimitLease> EnterAsync(HttpContext http) => _both.AcquireAsync(http, 1, http.RequestAborted);

    public void Dispose()
    {
        _both.Dispose(); // not the two that it joins
        _ofAddress.Dispose();
        _ofSite.Dispose();
    }
}
