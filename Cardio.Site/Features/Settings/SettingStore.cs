using System.Data.Common;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Writing;
using Dapper;

namespace Cardio.Site.Features.Settings;

/// <summary>Stores settings append-only: the newest row of a name is in effect.</summary>
internal sealed class SettingStore(
    DbDataSource database, DatabaseOptions options, AuditTrail trail, CurrentValues current, TimeProvider time)
{
    // Serializes writers, because each row refers to the one before. SQLite has a single writer anyway.
    private const string LockPostgres = "lock table setting in share row exclusive mode";
    private const string SelectNewest = "select id from setting order by id desc limit 1";
    private const string SelectCurrent =
        "select id, name, previous, value, created_at from setting where name = @Name order by id desc limit 1";

    private const string Insert =
        """
        insert into setting (id, name, previous, value, account_id, created_at)
        values (@Id, @Name, @Previous, nullif(@Value, @Configured), @AccountId, @CreatedAt)
        """;

    /// <summary>Parameter value for "the configured value", because a null parameter has no type. Cannot be typed by a user.</summary>
    private const string Configured = "\u0001";

    /// <summary>Stores a value, or null for the configured one; returns false if it is already stored.</summary>
    public Task<bool> SetAsync(Setting setting, string? value, Guid accountId, CancellationToken cancellationToken) =>
        database.CommitIfAsync(
        async transaction =>
        {
            await LockAsync(transaction, cancellationToken);
            return await WriteAsync(
                transaction, setting, value, accountId, AuditAction.SettingChanged, Actors.Account(accountId), cancellationToken);
        },
        cancellationToken);

    /// <summary>Blocks other writers of settings until the transaction ends.</summary>
    public async Task LockAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (options.Engine == DatabaseEngine.Postgres)
            await transaction.Connection!.ExecuteAsync(new(LockPostgres, transaction: transaction, cancellationToken: cancellationToken));
    }

    /// <summary>Returns the newest row of a setting, or null.</summary>
    public static Task<SettingEntry?> CurrentAsync(DbTransaction transaction, Setting setting, CancellationToken cancellationToken) =>
        transaction.Connection!.QuerySingleOrDefaultAsync<SettingEntry>(
            new(SelectCurrent, new { setting.Name }, transaction, cancellationToken: cancellationToken));

    /// <summary>Writes a row in the transaction that holds the lock; returns false if the value is already stored.</summary>
    public async Task<bool> WriteAsync(
        DbTransaction transaction,
        Setting setting,
        string? value,
        Guid? accountId,
        AuditAction action,
        string actor,
        CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        var stored = await CurrentAsync(transaction, setting, cancellationToken);
        if (stored?.Value == value) return false;
        var newest = await connection.QuerySingleOrDefaultAsync<Guid?>(
            new(SelectNewest, transaction: transaction, cancellationToken: cancellationToken));
        var now = time.GetUtcNow();
        var previous = stored?.Value ?? current.FindConfigured(setting).Text;
        var row = new
        {
            Id = SequentialGuid.After(newest, now),
            setting.Name,
            Previous = previous,
            Value = value ?? Configured,
            Configured,
            AccountId = accountId,
            CreatedAt = now,
        };
        await connection.ExecuteAsync(new(Insert, row, transaction, cancellationToken: cancellationToken));
        var detail = $"{Word(previous)} → {(value is null ? "configuration" : Word(value))}";
        await trail.AppendAsync(transaction, new(actor, action, setting.Name, detail), cancellationToken);
        return true;
    }

    private const string SelectHistory =
        $"""
        select setting.id, name, previous, value, setting.created_at, account.display_name from setting
        left join {TableNames.Account} on account.id = account_id
        where name = @Name
        order by setting.id desc
        limit 100
        """;

    /// <summary>Returns the last 100 changes of a setting, the newest first.</summary>
    public async Task<IReadOnlyList<SettingEntry>> HistoryAsync(string name, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var query = new CommandDefinition(SelectHistory, new { Name = name }, cancellationToken: cancellationToken);
        return (await connection.QueryAsync<SettingEntry>(query)).AsList();
    }

    private static string Word(string value) => value.Length == 0 ? "–" : value;
}
