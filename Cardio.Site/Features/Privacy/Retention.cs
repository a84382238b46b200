using System.Data.Common;
using Cardio.Site.Data;
using Cardio.Site.Data.Audit;
using Dapper;

namespace Cardio.Site.Features.Privacy;

/// <summary>Deletes the assessments whose time is over, with all that was recorded about them, and the files that some came from.</summary>
internal sealed class Retention(DbDataSource database, AuditTrail trail, Traces traces, TimeProvider time)
{
    private const string DeleteReviews =
        "delete from assessment_review where assessment_id in (select id from assessment where created_at < @Before)";

    private const string DeleteOutcomes =
        "delete from assessment_outcome where assessment_id in (select id from assessment where created_at < @Before)";

    // Whoever works on a file holds its row first, so this waits for them before it touches the rows below.
    private const string StopFiles = "update batch set state = 'cancelled', lease_owner = null where created_at < @Before";
    private const string DeleteFileRows = "delete from batch_row where batch_id in (select id from batch where created_at < @Before)";
    private const string DeleteFiles = "delete from batch where created_at < @Before";
    private const string DeleteAssessments = "delete from assessment where created_at < @Before";

    /// <summary>Purges what is older than the days; what the database's files still hold of it goes too.</summary>
    /// <param name="days">The retention.</param>
    /// <param name="actor">Who purges, as the trail names it.</param>
    /// <param name="isThorough">The database's files are written anew even where nothing is left to delete: what was deleted before, as old uploads are, may still be in them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The number of assessments.</returns>
    public async Task<int> PurgeAsync(int days, string actor, bool isThorough, CancellationToken cancellationToken)
    {
        var before = new { Before = time.GetUtcNow().AddDays(-days) };
        var files = 0;
        var purged = await database.ChangeAsync(
            async transaction =>
            {
                foreach (var sql in (string[])[StopFiles, DeleteFileRows, DeleteReviews, DeleteOutcomes])
                    await transaction.Connection!.ExecuteAsync(new(sql, before, transaction, cancellationToken: cancellationToken));
                files = await transaction.Connection!.ExecuteAsync(new(DeleteFiles, before, transaction, cancellationToken: cancellationToken));
                var rows = await transaction.Connection!.ExecuteAsync(new(DeleteAssessments, before, transaction, cancellationToken: cancellationToken));
                if (rows + files > 0)
                    await trail.AppendAsync(transaction, new(actor, AuditAction.Purged, "", $"{rows} assessments and {files} files older than {days} days"), cancellationToken);
                return rows;
            },
            cancellationToken);
        if (isThorough || purged + files > 0) await traces.RemoveAsync(cancellationToken);
        return purged;
    }
}
