using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Identity;

namespace Cardio.Site.Features.Accounts.SecondFactor;

/// <summary>Changes the second factor of an account. The account's next update stores the changes.</summary>
internal sealed class SecondFactors(IUserStore<Account> accounts)
{
    private readonly AccountStore _store = (AccountStore)accounts;

    /// <summary>Adds an authenticator app and returns new recovery codes. Only their hashes are stored.</summary>
    /// <param name="account">The account to change.</param>
    /// <param name="secret">Secret of the app, as Base32.</param>
    /// <param name="step">Time step of the code that confirmed the set-up; that code cannot be used again.</param>
    public async Task<IReadOnlyList<string>> AddAsync(Account account, string secret, long step)
    {
        await _store.SetAuthenticatorKeyAsync(account, secret, CancellationToken.None);
        account.TwoFactorEnabled = true;
        account.PendingChanges.Add(new AccountChange.UseAuthenticatorStep(step));
        return await RenewCodesAsync(account);
    }

    /// <summary>Replaces the recovery codes and returns the new ones.</summary>
    public async Task<IReadOnlyList<string>> RenewCodesAsync(Account account)
    {
        var codes = Enumerable.Range(0, RecoveryCodeHasher.Count).Select(_ => RecoveryCodeHasher.Generate()).ToList();
        await _store.ReplaceCodesAsync(account, codes, CancellationToken.None);
        return codes;
    }

    /// <summary>Removes the app and its recovery codes. Passkeys stay.</summary>
    public async Task RemoveAsync(Account account)
    {
        await _store.SetAuthenticatorKeyAsync(account, "", CancellationToken.None);
        account.TwoFactorEnabled = false;
        await _store.ReplaceCodesAsync(account, [], CancellationToken.None);
    }
}
