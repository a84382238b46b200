using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Identity;

namespace Cardio.Site.Features.Accounts.Passwords;

/// <summary>Result of a password check.</summary>
internal enum PasswordFit
{
    /// <summary>Too many checks at once; the password was not checked.</summary>
    Busy,

    /// <summary>The password is wrong.</summary>
    Wrong,

    /// <summary>The password is right.</summary>
    Right,
}

/// <summary>Checks passwords within <see cref="PasswordHashLimiter"/>. Every check computes one hash, so timing reveals no account.</summary>
internal sealed class PasswordCheck(PasswordHashLimiter lane, IPasswordHasher<Account> hasher)
{
    private readonly Lazy<string> _dummy = new(() => hasher.HashPassword(new(), Guid.NewGuid().ToString()));

    /// <summary>Computes the hash that is checked for unknown accounts, before the first sign-in needs it.</summary>
    public void Prepare() => _ = _dummy.Value;

    /// <summary>Checks a password. Replaces a hash with too few iterations in the account; the caller stores the account.</summary>
    public async Task<(PasswordFit Fit, bool Upgraded)> FitAsync(Account? account, string password, HttpContext http)
    {
        using var turn = await lane.EnterAsync(http);
        if (!turn.IsAcquired) return (PasswordFit.Busy, false);
        var result = hasher.VerifyHashedPassword(account ?? new(), account?.PasswordHash ?? _dummy.Value, password);
        if (account?.PasswordHash is null || result == PasswordVerificationResult.Failed) return (PasswordFit.Wrong, false);
        if (result == PasswordVerificationResult.SuccessRehashNeeded) account.PasswordHash = hasher.HashPassword(account, password);
        return (PasswordFit.Right, result == PasswordVerificationResult.SuccessRehashNeeded);
    }

    /// <summary>Hashes a new password into the account; the caller stores it. False if too many hashes are pending.</summary>
    public async Task<bool> SetAsync(Account account, string password, HttpContext http)
    {
        using var turn = await lane.EnterAsync(http);
        if (turn.IsAcquired) account.PasswordHash = hasher.HashPassword(account, password);
        return turn.IsAcquired;
    }
}
