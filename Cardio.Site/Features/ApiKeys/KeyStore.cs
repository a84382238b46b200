using System.Data.Common;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Secrets;
using Cardio.Site.Data.Writing;
using Dapper;

namespace Cardio.Site.Features.ApiKeys;

/// <summary>The keys of programs. Each is read from the database whenever it is used, so a revoked one is dead at once, on every process.</summary>
internal sealed class KeyStore(DbDataSource database, AuditTrail trail, TimeProvider time)
{
    /// <summary>How long a connection that hangs may hold up all who look a key up.</summary>
    private const int LookupSeconds = 3;

    private readonly RequestBatcher<string, ApiKey?> _lookups = new(ids => FindAllAsync(database, ids)); // programs ask many things at once

    private const string Select =
        """
        select api_key.id, account_id, name, scope, secret_sha256, api_key.created_at, expires_at, revoked_at, account.disabled_at,
               account.email, account.display_name,
               (select string_agg(role, ' ') from account_role where account_role.account_id = account.id) as role
        from api_key
        join account on account.id = account_id
        """;

    private const string SelectAll = $"{Select} order by api_key.created_at desc, api_key.id";

    /// <summary>Every key, the newest first.</summary>
    public async Task<IReadOnlyList<ApiKey>> AllAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<ApiKey>(new(SelectAll, cancellationToken: cancellationToken))).AsList();
    }

    private const string SelectById = $"{Select} where api_key.id = @Id";

    /// <summary>One key as it is now, or null.</summary>
    /// <exception cref="BusyException">Too many wait, or the database does not serve.</exception>
    public Task<ApiKey?> FindAsync(string id, CancellationToken cancellationToken) => _lookups.AddAsync(id, cancellationToken);

    /// <summary>Looks up what was asked for at the same time, each key once.</summary>
    private static async Task<IReadOnlyList<ApiKey?>> FindAllAsync(DbDataSource database, IReadOnlyList<string> ids)
    {
        await using var connection = await database.OpenConnectionAsync();
        var found = new Dictionary<string, ApiKey?>();
        foreach (var id in ids.Distinct())
            found[id] = await connection.QuerySingleOrDefaultAsync<ApiKey>(new(SelectById, new { Id = id }, commandTimeout: LookupSeconds));
        return [.. ids.Select(id => found[id])];
    }

    private const string SelectOwners =
        """
        select id, email, display_name,
               exists (select 1 from account_role where account_id = account.id and role = 'doctor') as is_doctor
        from account
        where disabled_at is null
        order by display_name, id
        """;

    /// <summary>The accounts that can own a key.</summary>
    public async Task<IReadOnlyList<Owner>> OwnersAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<Owner>(new(SelectOwners, cancellationToken: cancellationToken))).AsList();
    }

    private const string Insert =
        """
        insert into api_key (id, account_id, name, scope, secret_sha256, created_at, expires_at)
        select @Id, id, @Name, @Scope, @SecretSha256, @CreatedAt, @ExpiresAt from account
        where id = @AccountId and disabled_at is null
          and (@Scope = '' or exists (select 1 from account_role where account_id = account.id and role = 'doctor'))
        """;

    /// <summary>
    /// Makes a key and gives it out, this once. Null for an unknown or disabled account, and for scopes of an account that is no doctor's.
    /// </summary>
    public Task<KeyText?> CreateAsync(NewKey key, string actor, CancellationToken cancellationToken) => database.CommitAsync<KeyText?>(
        async transaction =>
        {
            var text = KeyText.New();
            var now = time.GetUtcNow();
            var row = new
            {
                text.Id, key.AccountId, key.Name, Scope = string.Join(' ', key.Scopes), SecretSha256 = RandomToken.Hash(text.Secret), CreatedAt = now,
                ExpiresAt = now.AddDays(key.Days),
            };
            var insert = new CommandDefinition(Insert, row, transaction, cancellationToken: cancellationToken);
            if (await transaction.Connection!.ExecuteAsync(insert) != 1) return null;
            var record = new AuditEntry(actor, AuditAction.KeyCreated, text.Id, $"{Actors.Account(key.AccountId)} {row.Scope} {key.Days} d".Replace("  ", " ", StringComparison.Ordinal));
            await trail.AppendAsync(transaction, record, cancellationToken);
            return text;
        },
        cancellationToken);

    private const string Revoke = "update api_key set revoked_at = @Now where id = @Id and revoked_at is null";

    /// <summary>Ends a key for good; false where there is none, or it was revoked before.</summary>
    public Task<bool> RevokeAsync(string id, string actor, CancellationToken cancellationToken) => database.CommitIfAsync(
        async transaction =>
        {
            var revoke = new CommandDefinition(Revoke, new { Id = id, Now = time.GetUtcNow() }, transaction, cancellationToken: cancellationToken);
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
