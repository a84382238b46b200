using System.Data.Common;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Writing;
using Dapper;

namespace Cardio.Site.Features.Settings;

/// <summary>The stored settings; none is ever changed, the newest row of a name holds.</summary>
internal sealed class SettingStore(DbDataSource database, DatabaseOptions options, AuditTrail trail, PresentValues present, TimeProvider time)
{
    // Rows must follow each other: the second of two writers waits here. SQLite has one writer anyway.
    private const string LockPostgres = "lock table setting in share row exclusive mode";
    private const string SelectNewest = "select id from setting order by id desc limit 1";
    private const string SelectCurrent = "select id, name, previous, value, created_at from setting where name = @Name order by id desc limit 1";

    private const string Insert =
        """
        insert into setting (id, name, previous, value, account_id, created_at)
        values (@Id, @Name, @Previous, nullif(@Value, @Configured), @AccountId, @CreatedAt)
        """;

    /// <summary>What stands for "the configured value" on the way into the database, since a null has no type there. It is never typed.</summary>
    private const string Configured = "\u0001";

    /// <summary>Stores a value, or null for the configured one; false where it is stored already.</summary>
    public Task<bool> SetAsync(Setting setting, string? value, Guid accountId, CancellationToken cancellationToken) => database.CommitIfAsync(
        async transaction =>
        {
            await LockAsync(transaction, cancellationToken);
            return await WriteAsync(
                transaction, setting, value, accountId, AuditAction.SettingChanged, Actors.Account(accountId), cancellationToken);
        },
        cancellationToken);

    /// <summary>Lets other writers of settings wait for the end of the transaction.</summary>
    public async Task LockAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (options.Engine == DatabaseEngine.Postgres)
            await transaction.Connection!.ExecuteAsync(new(LockPostgres, transaction: transaction, cancellationToken: cancellationToken));
    }

    /// <summary>The newest row of a setting, or null.</summary>
    public static Task<SettingEntry?> CurrentAsync(DbTransaction transaction, Setting setting, CancellationToken cancellationToken) =>
        transaction.Connection!.QuerySingleOrDefaultAsync<SettingEntry>(
            new(SelectCurrent, new { setting.Name }, transaction, cancellationToken: cancellationToken));

    /// <summary>Writes a row in the transaction that holds the lock; false where its value is stored already.</summary>
    public async Task<bool> WriteAsync(
        DbTransaction transaction, Setting setting, string? value, Guid? accountId, AuditAction action, string actor,
        CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        var current = await CurrentAsync(transaction, setting, cancellationToken);
        if (current?.Value == value) return false;
        var newest = await connection.QuerySingleOrDefaultAsync<Guid?>(
            new(SelectNewest, transaction: transaction, cancellationToken: cancellationToken));
        var now = time.GetUtcNow();
        var previous = current?.Value ?? present.Configured(setting).Text;
        var row = new
        {
            Id = SequentialGuid.After(newest, now), setting.Name, Previous = previous, Value = value ?? Configured, Configured,
            AccountId = accountId, CreatedAt = now,
        };
        await connection.ExecuteAsync(new(Insert, row, transaction, cancellationToken: cancellationToken));
        var detail = $"{Word(previous)} → {(value is null ? "configuration" : Word(value))}";
        await trail.AppendAsync(transaction, new(actor, action, setting.Name, detail), cancellationToken);
        return true;
    }

    private const string SelectHistory =
        """
        select setting.id, name, previous, value, setting.created_at, account.display_name from setting
        left join account on account.id = account_id
        where name = @Name
        order by setting.id desc
        limit 100
        """;

    /// <summary>The changes of a setting, the newest first.</summary>
    public async Task<IReadOnlyList<SettingEntry>> HistoryAsync(string name, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<SettingEntry>(new(SelectHistory, new { Name = name }, cancellationToken: cancellationToken))).AsList();
    }

    private static string Word(string value) => value.Length == 0 ? "–" : value;
}
