using System.Text.Json;
using Dapper;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace Cardio.Site.Features.Accounts.Store;

/// <summary>Passkeys, one row each. Columns hold what queries use; the rest is one JSON document.</summary>
internal sealed partial class AccountStore : IUserPasskeyStore<Account>
{
    // The condition prevents overwriting a passkey of another account.
    private const string UpsertPasskey =
        """
        insert into account_passkey (credential_id, account_id, name, created_at, sign_count, data)
        values (@CredentialId, @AccountId, @Name, @CreatedAt, @SignCount, @Data)
        on conflict (credential_id) do update set name = excluded.name, sign_count = excluded.sign_count, data = excluded.data
        where account_passkey.account_id = excluded.account_id
        """;

    /// <summary>Queues the passkey for the account's next write; <see cref="UserManager{TUser}"/> writes right after.</summary>
    public Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken)
    {
        user.PendingChanges.Add(new AccountChange.SavePasskey(passkey));
        return Task.CompletedTask;
    }

    private const string SelectPasskeys =
        """
        select credential_id, account_id, name, created_at, sign_count, data from account_passkey
        where account_id = @Id order by created_at, credential_id
        """;

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<PasskeyRow>(new(SelectPasskeys, new { user.Id }, cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToPasskey())];
    }

    private const string SelectByPasskey =
        $"select {Columns} from account where id = (select account_id from account_passkey where credential_id = @CredentialId)";

    public Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        FindAsync(SelectByPasskey, new { CredentialId = PasskeyRow.Key(credentialId) }, cancellationToken);

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) =>
        (await GetPasskeysAsync(user, cancellationToken))
            .FirstOrDefault(passkey => passkey.CredentialId.AsSpan().SequenceEqual(credentialId));

    private const string DeletePasskey = "delete from account_passkey where credential_id = @CredentialId and account_id = @Id";

    /// <summary>Queues the removal for the account's next write; <see cref="UserManager{TUser}"/> writes right after.</summary>
    public Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken)
    {
        user.PendingChanges.Add(new AccountChange.RemovePasskey(credentialId));
        return Task.CompletedTask;
    }

    private sealed record PasskeyRow
    {
        public string CredentialId { get; init; } = "";
        public Guid AccountId { get; init; }
        public string Name { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }
        public long SignCount { get; init; }
        public string Data { get; init; } = "";

        public static string Key(byte[] credentialId) => WebEncoders.Base64UrlEncode(credentialId);

        public static PasskeyRow FromPasskey(Guid accountId, UserPasskeyInfo passkey) => new()
        {
            CredentialId = Key(passkey.CredentialId),
            AccountId = accountId,
            Name = passkey.Name ?? "",
            CreatedAt = passkey.CreatedAt,
            SignCount = passkey.SignCount,
            Data = JsonSerializer.Serialize(new PasskeyData(
                passkey.PublicKey, passkey.Transports, passkey.IsUserVerified, passkey.IsBackupEligible, passkey.IsBackedUp,
                passkey.AttestationObject, passkey.ClientDataJson)),
        };

        public UserPasskeyInfo ToPasskey()
        {
            var data = JsonSerializer.Deserialize<PasskeyData>(Data)!;
            return new(
                WebEncoders.Base64UrlDecode(CredentialId), data.PublicKey, CreatedAt, (uint)SignCount, data.Transports, data.IsUserVerified,
                data.IsBackupEligible, data.IsBackedUp, data.AttestationObject, data.ClientDataJson)
            {
                Name = Name,
            };
        }
    }

    private sealed record PasskeyData(
        byte[] PublicKey, string[]? Transports, bool IsUserVerified, bool IsBackupEligible, bool IsBackedUp, byte[] AttestationObject,
        byte[] ClientDataJson);
}
