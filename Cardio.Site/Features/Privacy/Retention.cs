using System.Data.Common;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data;
using Cardio.Site.Data.Writing;
using Dapper;

namespace Cardio.Site.Features.Privacy;

/// <summary>Deletes assessments older than the retention with all their records, and uploaded files of that age.</summary>
internal sealed class Retention(DbDataSource database, AuditTrail trail, DeletedDataScrubber scrubber, TimeProvider time)
{
    /// <summary>Assessments per transaction. A day may have 100,000, which would exceed timeouts and block other writers.</summary>
    private const int BlockSize = 4000;

    /// <summary>Deletes what is older than the retention, also from the files of the database.</summary>
    /// <param name="days">The retention in days.</param>
    /// <param name="actor">Actor for the audit trail.</param>
    /// <param name="isThorough">
    /// Whether to rewrite the database files even if nothing was deleted now; they may contain previously deleted data.
    /// </param>
    /// <param name="cancellationToken">Stops between two transactions; completed ones stay committed.</param>
    public async Task<PurgeResult> PurgeAsync(int days, string actor, bool isThorough, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow().AddDays(-days);
        var files = 0;
        while (await RemoveAsync(RemoveFileAsync, "files") > 0) files++;
        var (assessments, rows) = (0, 0);
        do assessments += rows = await RemoveAsync(RemoveBlockAsync, "assessments");
        while (rows == BlockSize);
        var isClean = !isThorough && assessments + files == 0;
        return new(assessments, isClean || await scrubber.RemoveAsync(cancellationToken));

        Task<int> RemoveAsync(Func<DbTransaction, DateTimeOffset, CancellationToken, Task<int>> remove, string what) =>
            database.CommitAsync(
                async transaction =>
                {
                    var removed = await remove(transaction, before, cancellationToken);
                    var entry = new AuditEntry(actor, AuditAction.Purged, "", $"{removed} {what} older than {days} days");
                    if (removed > 0) await trail.AppendAsync(transaction, entry, cancellationToken);
                    return removed;
                },
                cancellationToken);
    }

    // A worker locks the row of its file first, so this waits for the worker before it deletes the file rows.
    private const string StopFile =
        $"""
        update {TableNames.Batch} set state = 'cancelled', lease_owner = null
        where id = (select id from {TableNames.Batch} where created_at < @Before order by id limit 1)
        returning id
        """;

    private const string DeleteFileRows = $"delete from {TableNames.BatchRow} where batch_id = @Id";
    private const string DeleteFile = $"delete from {TableNames.Batch} where id = @Id";

    private static async Task<int> RemoveFileAsync(DbTransaction transaction, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        var stop = new CommandDefinition(StopFile, new { Before = before }, transaction, cancellationToken: cancellationToken);
        if (await connection.QuerySingleOrDefaultAsync<Guid?>(stop) is not { } id) return 0;
        await connection.ExecuteAsync(new(DeleteFileRows, new { Id = id }, transaction, cancellationToken: cancellationToken));
        return await connection.ExecuteAsync(new(DeleteFile, new { Id = id }, transaction, cancellationToken: cancellationToken));
    }

    private const string Block =
        $"select id from {TableNames.Assessment} where created_at < @Before order by created_at, id limit @BlockSize";
    private const string DeleteReviews = $"delete from {TableNames.AssessmentReview} where assessment_id in ({Block})";
    private const string DeleteOutcomes = $"delete from {TableNames.AssessmentOutcome} where assessment_id in ({Block})";
    private const string DeleteAssessments = $"delete from {TableNames.Assessment} where id in ({Block})";

    private static async Task<int> RemoveBlockAsync(DbTransaction transaction, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var rows = 0;
        foreach (var sql in (string[])[DeleteReviews, DeleteOutcomes, DeleteAssessments])
        {
            rows = await transaction.Connection!.ExecuteAsync(
                new(sql, new { Before = before, BlockSize }, transaction, cancellationToken: cancellationToken));
        }
        return rows;
    }
}

/// <summary>Result of a purge.</summary>
/// <param name="Assessments">Number of assessments deleted.</param>
/// <param name="IsGone">Whether the files of the database no longer contain the deleted data.</param>
internal readonly record struct PurgeResult(int Assessments, bool IsGone);
