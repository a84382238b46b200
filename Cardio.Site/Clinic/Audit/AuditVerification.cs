using System.Data;
using System.Data.Common;
using Cardio.Site.Data;
using Cardio.Site.Data.Secrets;
using Cardio.Site.Data.Writing;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Cardio.Site.Clinic.Audit;

/// <summary>The result of a verification.</summary>
/// <param name="Rows">The number of valid rows from the start.</param>
/// <param name="Head">The stored end of the trail.</param>
/// <param name="Fault">The first fault, with the row's number; null if the trail is valid.</param>
internal sealed record AuditFinding(long Rows, AuditHead Head, string? Fault);

/// <summary>Reads the whole audit trail and recomputes its chain of codes.</summary>
internal sealed class AuditVerification(DbDataSource database, SiteSecret secret)
{
    private readonly byte[] _key = AuditTrail.DeriveKey(secret);

    private const string SelectEvents =
        "select sequence, at, actor, action, subject, detail, result, mac from audit_event order by sequence";

    private const string CountAccounts = $"select count(*) from {TableNames.Account}";

    /// <summary>Verifies the trail, and optionally that it still contains a row that was logged earlier.</summary>
    /// <param name="logged">Sequence and code of a row as logged, or null.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<AuditFinding> RunAsync(AuditHead? logged, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await BeginSnapshotAsync(connection, cancellationToken);
        var head = await connection.QuerySingleOrDefaultAsync<AuditHead>(AuditHead.Select, transaction: transaction) ?? AuditHead.Empty;
        var isInUse = await connection.ExecuteScalarAsync<long>(CountAccounts, transaction: transaction) > 0;
        var last = new AuditEvent();
        await using var rows = connection.QueryUnbufferedAsync<AuditEvent>(SelectEvents, transaction: transaction)
            .GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await rows.MoveNextAsync()) return new(last.Sequence, head, EndFault(head, last, logged, isInUse));
            }
            catch (Exception unreadable) when (unreadable is DataException or FormatException or SqliteException)
            {
                return new(last.Sequence, head, $"Row {last.Sequence + 1} cannot be read.");
            }
            if (Fault(rows.Current, last, logged) is { } fault) return new(last.Sequence, head, fault);
            last = rows.Current;
        }
    }

    /// <summary>
    /// Begins a read transaction that does not see later rows and blocks no writer.
    /// It has no statement timeout, because reading a long trail takes longer than a request may.
    /// </summary>
    private static async Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        if (connection is SqliteConnection sqlite) return sqlite.BeginTransaction(deferred: true);
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await transaction.RemoveTimeoutAsync(cancellationToken);
        return transaction;
    }

    private string? Fault(AuditEvent row, AuditEvent previous, AuditHead? logged) =>
        row.Sequence != previous.Sequence + 1 ? $"Row {previous.Sequence + 1} is missing."
        : row.Mac != row.ComputeMac(previous.Mac, _key) ? $"Row {row.Sequence} was changed, or does not follow the row before it."
        : row.Sequence == logged?.Sequence && row.Mac != logged.Mac ? $"Row {row.Sequence} is not the one that was logged."
        : null;

    private string? EndFault(AuditHead head, AuditEvent last, AuditHead? logged, bool isInUse) =>
        last.Sequence == 0 && isInUse ? "Row 1 is missing: there are accounts, and each was recorded."
        : head.Sequence > last.Sequence ? $"Row {last.Sequence + 1} is missing: the end of the trail was cut off."
        : head.Sequence < last.Sequence ? $"Row {head.Sequence + 1} is after the sealed end of the trail."
        : head.Mac != last.Mac || (head.Sequence > 0 && !head.IsSealedBy(_key)) ? $"The seal of row {last.Sequence} was changed."
        : logged?.Sequence > last.Sequence ? $"Row {last.Sequence + 1} is missing: the log names row {logged.Sequence}."
        : null;
}
