using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Identity;

namespace Cardio.Site.Features.Accounts.Passwords;

/// <summary>How a check of a password ended.</summary>
internal enum PasswordFit
{
    /// <summary>Too many are being checked: nothing was looked at.</summary>
    Busy,

    /// <summary>It does not fit.</summary>
    Wrong,

    /// <summary>It fits.</summary>
    Right,
}

/// <summary>Checks passwords in their lane. Whatever the account is, exactly one hash is computed.</summary>
internal sealed class PasswordCheck(PasswordHashLimiter lane, IPasswordHasher<Account> hasher)
{
    private readonly Lazy<string> _dummy = new(() => hasher.HashPassword(new(), Guid.NewGuid().ToString()));

    /// <summary>Makes the hash that stands for a missing one, so that no first visitor waits for it.</summary>
    public void Prepare() => _ = _dummy.Value;

    /// <summary>Checks a password; a hash of fewer rounds than are set now is replaced in the account, which the caller stores.</summary>
    public async Task<(PasswordFit Fit, bool Upgraded)> FitAsync(Account? account, string password, HttpContext http)
    {
        using var turn = await lane.EnterAsync(http);
        if (!turn.IsAcquired) return (PasswordFit.Busy, false);
        var result = hasher.VerifyHashedPassword(account ?? new(), account?.PasswordHash ?? _dummy.Value, password);
        if (account?.PasswordHash is null || result == PasswordVerificationResult.Failed) return (PasswordFit.Wrong, false);
        if (result == PasswordVerificationResult.SuccessRehashNeeded) account.PasswordHash = hasher.HashPassword(account, password);
        return (PasswordFit.Right, result == PasswordVerificationResult.SuccessRehashNeeded);
    }

    /// <summary>Hashes a new password into the account, which the caller stores; false where too many are being hashed.</summary>
    public async Task<bool> SetAsync(Account account, string password, HttpContext http)
    {
        using var turn = await lane.EnterAsync(http);
        if (turn.IsAcquired) account.PasswordHash = hasher.HashPassword(account, password);
        return turn.IsAcquired;
    }
}
