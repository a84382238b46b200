using System.Data.Common;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data.Writing;
using Dapper;

namespace Cardio.Site.Features.Privacy;

/// <summary>Deletes the assessments whose time is over, with all that was recorded about them, and the files that some came from.</summary>
internal sealed class Retention(DbDataSource database, AuditTrail trail, DeletedDataScrubber traces, TimeProvider time)
{
    /// <summary>Assessments of one transaction: a day may hold a file of 100,000, and neither other writers nor the database's patience last that long.</summary>
    private const int AtOnce = 4000;

    /// <summary>Purges what is older than the days; what the database's files still hold of it goes too.</summary>
    /// <param name="days">The retention.</param>
    /// <param name="actor">Who purges, as the trail names it.</param>
    /// <param name="isThorough">The database's files are written anew even where nothing is left to delete: what was deleted before, as old uploads are, may still be in them.</param>
    /// <param name="cancellationToken">Stops between two transactions; what is purged stays so.</param>
    public async Task<Purged> PurgeAsync(int days, string actor, bool isThorough, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow().AddDays(-days);
        var files = 0;
        while (await RemoveAsync(RemoveFileAsync, "files") > 0) files++;
        var (assessments, rows) = (0, 0);
        do assessments += rows = await RemoveAsync(RemoveBlockAsync, "assessments");
        while (rows == AtOnce);
        return new(assessments, (!isThorough && assessments + files == 0) || await traces.RemoveAsync(cancellationToken));

        Task<int> RemoveAsync(Func<DbTransaction, DateTimeOffset, CancellationToken, Task<int>> remove, string what) => database.CommitAsync(
            async transaction =>
            {
                var removed = await remove(transaction, before, cancellationToken);
                if (removed > 0) await trail.AppendAsync(transaction, new(actor, AuditAction.Purged, "", $"{removed} {what} older than {days} days"), cancellationToken);
                return removed;
            },
            cancellationToken);
    }

    // Whoever works on a file holds its row first, so this waits for them before it touches the rows below.
    private const string StopFile =
        """
        update batch set state = 'cancelled', lease_owner = null
        where id = (select id from batch where created_at < @Before order by id limit 1)
        returning id
        """;

    private const string DeleteFileRows = "delete from batch_row where batch_id = @Id";
    private const string DeleteFile = "delete from batch where id = @Id";

    private static async Task<int> RemoveFileAsync(DbTransaction transaction, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        if (await connection.QuerySingleOrDefaultAsync<Guid?>(new(StopFile, new { Before = before }, transaction, cancellationToken: cancellationToken)) is not { } id) return 0;
        await connection.ExecuteAsync(new(DeleteFileRows, new { Id = id }, transaction, cancellationToken: cancellationToken));
        return await connection.ExecuteAsync(new(DeleteFile, new { Id = id }, transaction, cancellationToken: cancellationToken));
    }

    private const string Block = "select id from assessment where created_at < @Before order by created_at, id limit @AtOnce";
    private const string DeleteReviews = $"delete from assessment_review where assessment_id in ({Block})";
    private const string DeleteOutcomes = $"delete from assessment_outcome where assessment_id in ({Block})";
    private const string DeleteAssessments = $"delete from assessment where id in ({Block})";

    private static async Task<int> RemoveBlockAsync(DbTransaction transaction, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var rows = 0;
        foreach (var sql in (string[])[DeleteReviews, DeleteOutcomes, DeleteAssessments])
            rows = await transaction.Connection!.ExecuteAsync(new(sql, new { Before = before, AtOnce }, transaction, cancellationToken: cancellationToken));
        return rows;
    }
}

/// <summary>What a purge did.</summary>
/// <param name="Assessments">How many it deleted.</param>
/// <param name="IsGone">Whether the database's files hold nothing of them any more, either.</param>
internal readonly record struct Purged(int Assessments, bool IsGone);
