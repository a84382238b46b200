using System.Data.Common;
using System.Security.Cryptography;
using Cardio.Site.Data.Writing;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Cardio.Site.Features.Accounts.Store;

/// <summary>The second factor: an encrypted authenticator secret and hashed recovery codes.</summary>
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

    /// <summary>Encrypts the key into the account; an empty key removes the secret.</summary>
    public Task SetAuthenticatorKeyAsync(Account user, string key, CancellationToken cancellationToken)
    {
        user.AuthenticatorSecret = key.Length == 0 ? null : _secrets.Protect(key);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Decrypts the key; null if the data protection key is lost. No code matches then, but recovery codes and an
    /// administrator's reset still work.
    /// </summary>
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

    /// <summary>Queues the codes for the account's next write.</summary>
    public Task ReplaceCodesAsync(Account user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken)
    {
        user.PendingChanges.Add(new AccountChange.ReplaceRecoveryCodes([.. recoveryCodes.Select(codes.Hash)]));
        return Task.CompletedTask;
    }

    private static async Task ReplaceCodesAsync(
        DbTransaction transaction, Account user, IReadOnlyList<string> hashes, CancellationToken cancellationToken)
    {
        await ExecuteAsync(transaction, DeleteCodes, new { user.Id }, cancellationToken);
        foreach (var hash in hashes)
            await ExecuteAsync(transaction, InsertCode, new { user.Id, CodeHash = hash }, cancellationToken);
    }

    /// <summary>Deletes one recovery code. If several requests use the same code at once, only one deletes the row.</summary>
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
