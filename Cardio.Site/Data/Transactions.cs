using System.Data.Common;

namespace Cardio.Site.Data;

internal static class Transactions
{
    /// <summary>
    /// Runs a change and what belongs to it, all or nothing. On SQLite the transaction is immediate: it waits for its turn at the
    /// start and cannot fail half-way for another writer.
    /// </summary>
    public static async Task<T> ChangeAsync<T>(
        this DbDataSource database, Func<DbTransaction, Task<T>> change, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var result = await change(transaction);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    /// <summary>The same for a change that tells whether it holds; false takes all of it back.</summary>
    public static async Task<bool> ChangeAsync(
        this DbDataSource database, Func<DbTransaction, Task<bool>> change, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var holds = await change(transaction);
        if (holds) await transaction.CommitAsync(cancellationToken);
        return holds;
    }
}
