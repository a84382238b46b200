using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Accounts;

/// <summary>The lane in which passwords are hashed, a few at a time: a flood of sign-ins leaves the processor to those who work.</summary>
internal sealed class SignInLane(IOptions<AccountOptions> options) : IDisposable
{
    /// <summary>Seconds after which somebody who was sent away may come again.</summary>
    public const int RetryAfterSeconds = 5;

    private readonly ConcurrencyLimiter _limiter = new(new()
    {
        PermitLimit = options.Value.SignInsAtOnce,
        QueueLimit = options.Value.SignInQueue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Waits for a turn; the lease says whether there is one.</summary>
    public ValueTask<RateLimitLease> EnterAsync(CancellationToken cancellationToken) => _limiter.AcquireAsync(1, cancellationToken);

    public void Dispose() => _limiter.Dispose();
}
