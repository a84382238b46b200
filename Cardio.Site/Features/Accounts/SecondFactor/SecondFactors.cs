using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Identity;

namespace Cardio.Site.Features.Accounts.SecondFactor;

/// <summary>Changes the second factor of an account; the store writes the changes with the account's next update.</summary>
internal sealed class SecondFactors(IUserStore<Account> accounts)
{
    private readonly AccountStore _store = (AccountStore)accounts;

    /// <summary>Adds an authenticator app and creates recovery codes.</summary>
    /// <param name="account">The account.</param>
    /// <param name="secret">The app's secret, Base32.</param>
    /// <param name="step">Time step of the code that proved the app; no older code is accepted.</param>
    /// <returns>The recovery codes, which are stored as hashes only.</returns>
    public async Task<IReadOnlyList<string>> AddAsync(Account account, string secret, long step)
    {
        await _store.SetAuthenticatorKeyAsync(account, secret, CancellationToken.None);
        account.TwoFactorEnabled = true;
        account.Changes.Add(new(AccountChangeKind.SetAuthenticatorStep, new { account.Id, Step = step }));
        return await RenewCodesAsync(account);
    }

    /// <summary>Replaces the recovery codes.</summary>
    public async Task<IReadOnlyList<string>> RenewCodesAsync(Account account)
    {
        var codes = Enumerable.Range(0, RecoveryCodeHasher.Count).Select(_ => RecoveryCodeHasher.New()).ToList();
        await _store.ReplaceCodesAsync(account, codes, CancellationToken.None);
        return codes;
    }

    /// <summary>Removes the app and its recovery codes; passkeys stay.</summary>
    public async Task RemoveAsync(Account account)
    {
        await _store.SetAuthenticatorKeyAsync(account, "", CancellationToken.None);
        account.TwoFactorEnabled = false;
        await _store.ReplaceCodesAsync(account, [], CancellationToken.None);
    }
}
