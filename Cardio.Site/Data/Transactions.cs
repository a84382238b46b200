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
        if (transaction.Connection is not null) await transaction.CommitAsync(cancellationToken); // else the change took itself back
        return result;
    }
}
