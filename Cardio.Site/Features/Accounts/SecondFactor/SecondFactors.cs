using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Identity;

namespace Cardio.Site.Features.Accounts.SecondFactor;

/// <summary>Changes of an account's second factor; they are stored with the account's next update.</summary>
internal sealed class SecondFactors(IUserStore<Account> accounts)
{
    private readonly AccountStore _store = (AccountStore)accounts;

    private const string SetStep = "update account set authenticator_step = @Step where id = @Id";

    /// <summary>Sets an authenticator app up, whose code of the given step was used, and makes recovery codes, which are told only here.</summary>
    public async Task<IReadOnlyList<string>> AddAsync(Account account, string secret, long step)
    {
        await _store.SetAuthenticatorKeyAsync(account, secret, CancellationToken.None);
        account.TwoFactorEnabled = true;
        account.Changes.Add((SetStep, new { account.Id, Step = step }));
        return await RenewCodesAsync(account);
    }

    /// <summary>Makes new recovery codes; the old ones end.</summary>
    public async Task<IReadOnlyList<string>> RenewCodesAsync(Account account)
    {
        var codes = Enumerable.Range(0, RecoveryCodeCipher.Count).Select(_ => RecoveryCodeCipher.New()).ToList();
        await _store.ReplaceCodesAsync(account, codes, CancellationToken.None);
        return codes;
    }

    /// <summary>Takes the app and its recovery codes away. Passkeys stay.</summary>
    public async Task RemoveAsync(Account account)
    {
        await _store.SetAuthenticatorKeyAsync(account, "", CancellationToken.None);
        account.TwoFactorEnabled = false;
        await _store.ReplaceCodesAsync(account, [], CancellationToken.None);
    }
}
