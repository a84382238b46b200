using System.Data.Common;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Secrets;
using Cardio.Site.Data.Writing;
using Dapper;

namespace Cardio.Site.Features.ApiKeys;

/// <summary>Stores the API keys. Every use reads the database, so a revoked key stops working at once in all processes.</summary>
internal sealed class KeyStore(DbDataSource database, AuditTrail trail, TimeProvider time)
{
    /// <summary>Command timeout in seconds; a hanging connection delays all waiting lookups.</summary>
    private const int LookupSeconds = 3;

    // API clients send many requests at once.
    private readonly RequestBatcher<string, ApiKey?> _lookups = new(ids => FindAllAsync(database, ids));

    private const string Select =
        $"""
        select api_key.id, account_id, name, scope, secret_sha256, api_key.created_at, expires_at, revoked_at, account.disabled_at,
               account.email, account.display_name,
               (select string_agg(role, ' ') from {TableNames.AccountRole} where account_role.account_id = account.id) as role
        from api_key
        join {TableNames.Account} on account.id = account_id
        """;

    private const string SelectAll = $"{Select} order by api_key.created_at desc, api_key.id";

    /// <summary>Returns all keys, the newest first.</summary>
    public async Task<IReadOnlyList<ApiKey>> AllAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<ApiKey>(new(SelectAll, cancellationToken: cancellationToken))).AsList();
    }

    private const string SelectById = $"{Select} where api_key.id = @Id";

    /// <summary>Returns a key with the current state of its account, or null.</summary>
    /// <exception cref="BusyException">Too many requests are waiting, or the database is unavailable.</exception>
    public Task<ApiKey?> FindAsync(string id, CancellationToken cancellationToken) => _lookups.AddAsync(id, cancellationToken);

    /// <summary>Looks up a batch of concurrent requests, each key once.</summary>
    private static async Task<IReadOnlyList<ApiKey?>> FindAllAsync(DbDataSource database, IReadOnlyList<string> ids)
    {
        await using var connection = await database.OpenConnectionAsync();
        var found = new Dictionary<string, ApiKey?>();
        foreach (var id in ids.Distinct())
            found[id] = await connection.QuerySingleOrDefaultAsync<ApiKey>(new(SelectById, new { Id = id }, commandTimeout: LookupSeconds));
        return [.. ids.Select(id => found[id])];
    }

    private const string SelectOwners =
        $"""
        select id, email, display_name,
               exists (select 1 from {TableNames.AccountRole} where account_id = account.id and role = 'doctor') as is_doctor
        from {TableNames.Account}
        where disabled_at is null
        order by display_name, id
        """;

    /// <summary>Returns the enabled accounts, which can own a key.</summary>
    public async Task<IReadOnlyList<Owner>> OwnersAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<Owner>(new(SelectOwners, cancellationToken: cancellationToken))).AsList();
    }

    private const string Insert =
        $"""
        insert into api_key (id, account_id, name, scope, secret_sha256, created_at, expires_at)
        select @Id, id, @Name, @Scope, @SecretSha256, @CreatedAt, @ExpiresAt from {TableNames.Account}
        where id = @AccountId and disabled_at is null
          and (@Scope = '' or exists (select 1 from {TableNames.AccountRole} where account_id = account.id and role = 'doctor'))
        """;

    /// <summary>
    /// Creates a key and returns it with its secret, which is not stored. Returns null if the account is unknown or disabled, or if the key
    /// has scopes and the account is not a doctor's.
    /// </summary>
    public Task<KeyText?> CreateAsync(NewKey key, string actor, CancellationToken cancellationToken) => database.CommitAsync<KeyText?>(
        async transaction =>
        {
            var text = KeyText.Create();
            var now = time.GetUtcNow();
            var row = new
            {
                text.Id,
                key.AccountId,
                key.Name,
                Scope = string.Join(' ', key.Scopes),
                SecretSha256 = RandomToken.Hash(text.Secret),
                CreatedAt = now,
                ExpiresAt = now.AddDays(key.Days),
            };
            var insert = new CommandDefinition(Insert, row, transaction, cancellationToken: cancellationToken);
            if (await transaction.Connection!.ExecuteAsync(insert) != 1) return null;
            string[] detail = [Actors.Account(key.AccountId), .. key.Scopes, $"{key.Days} d"];
            await trail.AppendAsync(
                transaction, new(actor, AuditAction.KeyCreated, text.Id, string.Join(' ', detail)), cancellationToken);
            return text;
        },
        cancellationToken);

    private const string Revoke = "update api_key set revoked_at = @Now where id = @Id and revoked_at is null";

    /// <summary>Revokes a key permanently; returns false if it does not exist or is already revoked.</summary>
    public Task<bool> RevokeAsync(string id, string actor, CancellationToken cancellationToken) => database.CommitIfAsync(
        async transaction =>
        {
            var parameters = new { Id = id, Now = time.GetUtcNow() };
            var revoke = new CommandDefinition(Revoke, parameters, transaction, cancellationToken: cancellationToken);
            if (await transaction.Connection!.ExecuteAsync(revoke) != 1) return false;
            await trail.AppendAsync(transaction, new(actor, AuditAction.KeyRevoked, id), cancellationToken);
            return true;
        },
        cancellationToken);
}

/// <summary>An account that can own a key.</summary>
internal sealed record Owner
{
    public Guid Id { get; init; }

    public string Email { get; init; } = "";

    public string DisplayName { get; init; } = "";

    /// <summary>Whether its keys may have scopes.</summary>
    public bool IsDoctor { get; init; }
}
