using System.Security.Cryptography;
using Cardio.Site.Data.Writing;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Cardio.Site.Features.Accounts.Store;

/// <summary>The second factor: the authenticator secret, encrypted, and recovery codes, hashed.</summary>
internal sealed partial class AccountStore :
    IUserTwoFactorStore<Account>, IUserAuthenticatorKeyStore<Account>, IUserTwoFactorRecoveryCodeStore<Account>
{
    private readonly IDataProtector _secrets = protection.CreateProtector("Cardio.AuthenticatorSecret");

    public Task SetTwoFactorEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken)
    {
        user.TwoFactorEnabled = enabled;
        return Task.CompletedTask;
    }

    public Task<bool> GetTwoFactorEnabledAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.TwoFactorEnabled);

    /// <summary>Encrypts the secret; an empty key removes it.</summary>
    public Task SetAuthenticatorKeyAsync(Account user, string key, CancellationToken cancellationToken)
    {
        user.AuthenticatorSecret = key.Length == 0 ? null : _secrets.Protect(key);
        return Task.CompletedTask;
    }

    /// <summary>Decrypts the secret; null if its data-protection key is lost. Recovery codes and administrators still help then.</summary>
    public Task<string?> GetAuthenticatorKeyAsync(Account user, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult(user.AuthenticatorSecret is { } secret ? _secrets.Unprotect(secret) : null);
        }
        catch (CryptographicException)
        {
            return Task.FromResult<string?>(null);
        }
    }

    private const string DeleteCodes = "delete from account_recovery_code where account_id = @Id";
    private const string SetStep = "update account set authenticator_step = @Step where id = @Id";
    private const string InsertCode = "insert into account_recovery_code (account_id, code_hash) values (@Id, @CodeHash)";

    /// <summary>Replaces the recovery codes with the account's next update.</summary>
    public Task ReplaceCodesAsync(Account user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken)
    {
        user.Changes.Add(new(AccountChangeKind.DeleteRecoveryCodes, new { user.Id }));
        user.Changes.AddRange(recoveryCodes.Select(code =>
            new AccountChange(AccountChangeKind.AddRecoveryCode, new { user.Id, CodeHash = codes.Hash(code) })));
        return Task.CompletedTask;
    }

    /// <summary>Deletes a recovery code; of parallel uses only one deletes the row and succeeds.</summary>
    public const string DeleteCode = "delete from account_recovery_code where account_id = @Id and code_hash = @CodeHash";

    public async Task<bool> RedeemCodeAsync(Account user, string code, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(DeleteCode, new { user.Id, CodeHash = codes.Hash(code) }, cancellationToken) == 1;

    private const string SelectCodeCount = "select count(*) from account_recovery_code where account_id = @Id";

    public async Task<int> CountCodesAsync(Account user, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int>(new(SelectCodeCount, new { user.Id }, cancellationToken: cancellationToken));
    }
}
