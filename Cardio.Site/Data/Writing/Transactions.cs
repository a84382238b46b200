using System.Data.Common;
using Cardio.Site.Data.Connections;
using Dapper;
using Npgsql;

namespace Cardio.Site.Data.Writing;

internal static class Transactions
{
    /// <summary>The longest time a write waits for the writers before it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Runs the changes in one transaction and commits it; an exception rolls it back.
    /// On SQLite the transaction is immediate: it takes the write lock at its start, so it cannot fail half-way because of another writer.
    /// </summary>
    public static Task CommitAsync(
        this DbDataSource database, Func<DbTransaction, Task> change, CancellationToken cancellationToken) =>
        database.CommitWithinAsync(Patience, change, cancellationToken);

    /// <inheritdoc cref="CommitAsync"/>
    public static Task<T> CommitAsync<T>(
        this DbDataSource database, Func<DbTransaction, Task<T>> change, CancellationToken cancellationToken) =>
        database.RunAsync(change, _ => true, Patience, cancellationToken);

    /// <summary>Commits like <see cref="CommitAsync"/>, but fails after a shorter wait for other writers.</summary>
    /// <param name="database">The database.</param>
    /// <param name="patience">Whole seconds, at least one.</param>
    /// <param name="change">The changes.</param>
    /// <param name="cancellationToken">Cancels the changes.</param>
    public static Task CommitWithinAsync(
        this DbDataSource database, TimeSpan patience, Func<DbTransaction, Task> change, CancellationToken cancellationToken) =>
        database.RunAsync(
            async transaction =>
            {
                await change(transaction);
                return true;
            },
            _ => true, patience, cancellationToken);

    /// <summary>Runs the changes in one transaction; commits it when they return true, and rolls it back when they return false.</summary>
    public static Task<bool> CommitIfAsync(
        this DbDataSource database, Func<DbTransaction, Task<bool>> change, CancellationToken cancellationToken) =>
        database.RunAsync(change, isDone => isDone, Patience, cancellationToken);

    /// <summary>Runs the changes in one transaction; commits it when the result passes the test, and rolls it back otherwise.</summary>
    public static Task<T> CommitIfAsync<T>(
        this DbDataSource database, Func<DbTransaction, Task<T>> change, Func<T, bool> commits, CancellationToken cancellationToken) =>
        database.RunAsync(change, commits, Patience, cancellationToken);

    private const string NoTimeout = "set statement_timeout = 0";
    private const string NoTimeoutHere = "set local statement_timeout = 0";

    /// <summary>Removes PostgreSQL's statement timeout, which is set for requests, until the connection is closed.</summary>
    public static Task RemoveTimeoutAsync(this NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new(NoTimeout, cancellationToken: cancellationToken));

    /// <summary>Removes PostgreSQL's statement timeout for the rest of the transaction. SQLite has none.</summary>
    public static Task RemoveTimeoutAsync(this DbTransaction transaction, CancellationToken cancellationToken) =>
        transaction.Connection is NpgsqlConnection connection
            ? connection.ExecuteAsync(new(NoTimeoutHere, transaction: transaction, cancellationToken: cancellationToken))
            : Task.CompletedTask;

    /// <summary>Runs one statement without an explicit transaction; returns the number of changed rows.</summary>
    public static async Task<int> ExecuteAsync(
        this DbDataSource database, string sql, object? parameters, CancellationToken cancellationToken)
    {
        await using var lease = await database.AcquireWriteLeaseAsync(Patience, cancellationToken);
        var rows = await lease.Connection.ExecuteAsync(new(sql, parameters, cancellationToken: cancellationToken));
        lease.Complete();
        return rows;
    }

    private static async Task<T> RunAsync<T>(
        this DbDataSource database,
        Func<DbTransaction, Task<T>> change,
        Func<T, bool> commits,
        TimeSpan patience,
        CancellationToken cancellationToken)
    {
        await using var lease = await database.AcquireWriteLeaseAsync(patience, cancellationToken);
        await using var transaction = await lease.Connection.BeginTransactionAsync(cancellationToken);
        if (patience < Patience) await SetLockTimeoutAsync(transaction, patience, cancellationToken);
        var result = await change(transaction);
        if (commits(result)) await transaction.CommitAsync(cancellationToken);
        else await transaction.RollbackAsync(CancellationToken.None);
        lease.Complete();
        return result;
    }

    private static async Task SetLockTimeoutAsync(DbTransaction transaction, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (transaction.Connection is not NpgsqlConnection connection) return;
        var timeout = $"set local lock_timeout = '{patience.TotalSeconds:0}s'";
        await connection.ExecuteAsync(new(timeout, transaction: transaction, cancellationToken: cancellationToken));
    }

    /// <summary>Waits for the right to write. Writers of one process queue on SQLite only, see <see cref="SqliteDataSource"/>.</summary>
    public static async Task<WriteLease> AcquireWriteLeaseAsync(
        this DbDataSource database, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (database is SqliteDataSource sqlite) return await sqlite.AcquireWriteLeaseAsync(patience, cancellationToken);
        var connection = await database.OpenConnectionAsync(cancellationToken);
        return new(connection, _ => connection.DisposeAsync());
    }
}
