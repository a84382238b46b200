using System.Data.Common;
using Cardio.Site.Data;
using Cardio.Site.Data.Audit;
using Dapper;

namespace Cardio.Site.Features.Privacy;

/// <summary>Deletes the assessments whose time is over, with all that was recorded about them.</summary>
internal sealed class Retention(DbDataSource database, AuditTrail trail, Traces traces, TimeProvider time)
{
    private const string DeleteReviews =
        "delete from assessment_review where assessment_id in (select id from assessment where created_at < @Before)";

    private const string DeleteOutcomes =
        "delete from assessment_outcome where assessment_id in (select id from assessment where created_at < @Before)";

    private const string DeleteAssessments = "delete from assessment where created_at < @Before";

    /// <summary>Purges what is older than the days; what the files still hold of it goes too. Gives the number of assessments.</summary>
    public async Task<int> PurgeAsync(int days, string actor, CancellationToken cancellationToken)
    {
        var before = new { Before = time.GetUtcNow().AddDays(-days) };
        var purged = await database.ChangeAsync(
            async transaction =>
            {
                foreach (var sql in (string[])[DeleteReviews, DeleteOutcomes])
                    await transaction.Connection!.ExecuteAsync(new(sql, before, transaction, cancellationToken: cancellationToken));
                var rows = await transaction.Connection!.ExecuteAsync(new(DeleteAssessments, before, transaction, cancellationToken: cancellationToken));
                if (rows > 0) await trail.AppendAsync(transaction, new(actor, AuditAction.Purged, "", $"{rows} assessments older than {days} days"), cancellationToken);
                return rows;
            },
            cancellationToken);
        if (purged > 0) await traces.RemoveAsync(cancellationToken);
        return purged;
    }
}
