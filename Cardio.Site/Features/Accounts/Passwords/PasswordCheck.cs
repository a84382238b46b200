using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Identity;

namespace Cardio.Site.Features.Accounts.Passwords;

/// <summary>
/// Checks and hashes passwords, a few at a time. A check computes exactly one hash even for an unknown account, so that
/// the response time does not reveal which accounts exist.
/// </summary>
internal sealed class PasswordCheck(PasswordHashLimiter limiter, IPasswordHasher<Account> hasher)
{
    private readonly Lazy<string> _dummyHash = new(() => hasher.HashPassword(new(), Guid.NewGuid().ToString()));

    /// <summary>Computes the hash that stands in for a missing one, so that the first sign-in does not wait for it.</summary>
    public void Prepare() => _ = _dummyHash.Value;

    /// <summary>
    /// Checks a password. If the stored hash uses fewer iterations than configured, replaces it in the account; the caller
    /// then stores the account.
    /// </summary>
    public async Task<(PasswordCheckResult Result, bool IsRehashed)> VerifyAsync(Account? account, string password, HttpContext http)
    {
        using var lease = await limiter.AcquireAsync(http);
        if (!lease.IsAcquired) return (PasswordCheckResult.Busy, false);
        var result = hasher.VerifyHashedPassword(account ?? new(), account?.PasswordHash ?? _dummyHash.Value, password);
        if (account?.PasswordHash is null || result == PasswordVerificationResult.Failed) return (PasswordCheckResult.Wrong, false);
        var needsRehash = result == PasswordVerificationResult.SuccessRehashNeeded;
        if (needsRehash) account.PasswordHash = hasher.HashPassword(account, password);
        return (PasswordCheckResult.Correct, needsRehash);
    }

    /// <summary>Hashes a new password into the account, which the caller stores; false if too many are being hashed.</summary>
    public async Task<bool> TrySetAsync(Account account, string password, HttpContext http)
    {
        using var lease = await limiter.AcquireAsync(http);
        if (lease.IsAcquired) account.PasswordHash = hasher.HashPassword(account, password);
        return lease.IsAcquired;
    }
}
