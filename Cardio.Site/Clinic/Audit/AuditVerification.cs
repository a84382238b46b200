using System.Data;
using System.Data.Common;
using Cardio.Site.Data.Secrets;
using Cardio.Site.Data.Writing;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Cardio.Site.Clinic.Audit;

/// <summary>What a verification found.</summary>
/// <param name="Rows">Rows that are well, from the first on.</param>
/// <param name="Head">The end of the trail as it is stored.</param>
/// <param name="Fault">What is wrong first, with the row's number; null where nothing is.</param>
internal sealed record AuditFinding(long Rows, AuditHead Head, string? Fault);

/// <summary>Reads the whole trail and recomputes its chain.</summary>
internal sealed class AuditVerification(DbDataSource database, SiteSecret secret)
{
    private readonly byte[] _key = AuditTrail.Key(secret);

    private const string SelectEvents = "select sequence, at, actor, action, subject, detail, result, mac from audit_event order by sequence";

    private const string CountAccounts = "select count(*) from account";

    /// <summary>Verifies the trail; with a row that was logged earlier, also that the trail still holds it.</summary>
    /// <param name="logged">Sequence and code of a row as the log told them, or null.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<AuditFinding> RunAsync(AuditHead? logged, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await OneMomentAsync(connection, cancellationToken);
        var head = await connection.QuerySingleOrDefaultAsync<AuditHead>(AuditHead.Select, transaction: transaction) ?? AuditHead.Empty;
        var isInUse = await connection.ExecuteScalarAsync<long>(CountAccounts, transaction: transaction) > 0;
        var last = new AuditEvent();
        await using var rows = connection.QueryUnbufferedAsync<AuditEvent>(SelectEvents, transaction: transaction).GetAsyncEnumerator(cancellationToken);
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

    /// <summary>Rows that arrive meanwhile are another time's; nobody who writes has to wait. A long trail takes longer than a request may.</summary>
    private static async Task<DbTransaction> OneMomentAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        if (connection is SqliteConnection sqlite) return sqlite.BeginTransaction(deferred: true);
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await transaction.TakeTimeAsync(cancellationToken);
        return transaction;
    }

    private string? Fault(AuditEvent row, AuditEvent before, AuditHead? logged) =>
        row.Sequence != before.Sequence + 1 ? $"Row {before.Sequence + 1} is missing."
        : row.Mac != row.MacBehind(before.Mac, _key) ? $"Row {row.Sequence} was changed, or does not follow the row before it."
        : row.Sequence == logged?.Sequence && row.Mac != logged.Mac ? $"Row {row.Sequence} is not the one that was logged."
        : null;

    private string? EndFault(AuditHead head, AuditEvent last, AuditHead? logged, bool isInUse) =>
        last.Sequence == 0 && isInUse ? "Row 1 is missing: there are accounts, and each was recorded."
        : head.Sequence > last.Sequence ? $"Row {last.Sequence + 1} is missing: the end of the trail was cut off."
        : head.Sequence < last.Sequence ? $"Row {head.Sequence + 1} stands behind the sealed end of the trail."
        : head.Mac != last.Mac || (head.Sequence > 0 && head.Seal != head.SealWith(_key)) ? $"The seal behind row {last.Sequence} was changed."
        : logged?.Sequence > last.Sequence ? $"Row {last.Sequence + 1} is missing: the log tells of row {logged.Sequence}."
        : null;
}
