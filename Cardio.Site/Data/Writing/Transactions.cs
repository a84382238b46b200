using System.Data.Common;
using Cardio.Site.Data.Connections;
using Dapper;
using Npgsql;

namespace Cardio.Site.Data.Writing;

internal static class Transactions
{
    /// <summary>How long a change waits for others to end theirs.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Runs a change and what belongs to it, all or nothing. On SQLite the transaction is immediate: it waits for its turn at the
    /// start and cannot fail half-way for another writer.
    /// </summary>
    public static Task<T> ChangeAsync<T>(
        this DbDataSource database, Func<DbTransaction, Task<T>> change, CancellationToken cancellationToken) =>
        database.RunAsync(change, _ => true, Patience, cancellationToken);

    /// <summary>The same for a change that tells whether it holds; false takes all of it back.</summary>
    public static Task<bool> ChangeAsync(
        this DbDataSource database, Func<DbTransaction, Task<bool>> change, CancellationToken cancellationToken) =>
        database.RunAsync(change, holds => holds, Patience, cancellationToken);

    /// <summary>The same for a change with more than two ends; those that do not hold take all of it back.</summary>
    public static Task<T> ChangeAsync<T>(
        this DbDataSource database, Func<DbTransaction, Task<T>> change, Func<T, bool> holds, CancellationToken cancellationToken) =>
        database.RunAsync(change, holds, Patience, cancellationToken);

    /// <summary>The same for a change that is better left out than waited for: whole seconds, one or more.</summary>
    public static Task<bool> ChangeWithinAsync(
        this DbDataSource database, TimeSpan patience, Func<DbTransaction, Task<bool>> change, CancellationToken cancellationToken) =>
        database.RunAsync(change, holds => holds, patience, cancellationToken);

    private const string NoTimeout = "set statement_timeout = 0";
    private const string NoTimeoutHere = "set local statement_timeout = 0";

    /// <summary>As long as a connection is open PostgreSQL's limit, which is that of a request, does not hold for it.</summary>
    public static Task TakeTimeAsync(this NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new(NoTimeout, cancellationToken: cancellationToken));

    /// <summary>The same for the rest of a transaction. SQLite has no such limit.</summary>
    public static Task TakeTimeAsync(this DbTransaction transaction, CancellationToken cancellationToken) =>
        transaction.Connection is NpgsqlConnection connection
            ? connection.ExecuteAsync(new(NoTimeoutHere, transaction: transaction, cancellationToken: cancellationToken))
            : Task.CompletedTask;

    /// <summary>Runs one statement that changes rows, and gives how many.</summary>
    public static async Task<int> ExecuteAsync(this DbDataSource database, string sql, object? parameters, CancellationToken cancellationToken)
    {
        await using var turn = await database.EnterAsync(Patience, cancellationToken);
        var rows = await turn.Connection.ExecuteAsync(new(sql, parameters, cancellationToken: cancellationToken));
        turn.EndWell();
        return rows;
    }

    private static async Task<T> RunAsync<T>(
        this DbDataSource database, Func<DbTransaction, Task<T>> change, Func<T, bool> holds, TimeSpan patience, CancellationToken cancellationToken)
    {
        await using var turn = await database.EnterAsync(patience, cancellationToken);
        await using var transaction = await turn.Connection.BeginTransactionAsync(cancellationToken);
        if (turn.Connection is NpgsqlConnection && patience < Patience)
            await turn.Connection.ExecuteAsync(new($"set local lock_timeout = '{patience.TotalSeconds:0}s'", transaction: transaction, cancellationToken: cancellationToken));
        var result = await change(transaction);
        if (holds(result)) await transaction.CommitAsync(cancellationToken);
        else await transaction.RollbackAsync(CancellationToken.None);
        turn.EndWell();
        return result;
    }

    /// <summary>The turn to write: on SQLite writers of a process wait for each other, see <see cref="SqliteDataSource"/>.</summary>
    public static async Task<WriteLease> EnterAsync(this DbDataSource database, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (database is SqliteDataSource sqlite) return await sqlite.EnterAsync(patience, cancellationToken);
        var connection = await database.OpenConnectionAsync(cancellationToken);
        return new(connection, _ => connection.DisposeAsync());
    }
}
