using System.Data.Common;
using Cardio.Site.Data.Writing;
using Dapper;
using Npgsql;

namespace Cardio.Site.Features.Privacy;

/// <summary>What deleted rows leave behind in the files of the database.</summary>
internal sealed partial class DeletedDataScrubber(DbDataSource database, ILogger<DeletedDataScrubber> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private const int Attempts = 40;

    // Statistics of patients' columns are not kept any more (script 0012); what earlier versions collected may still be in the file.
    private static readonly string[] Tables =
        ["assessment_review", "assessment_outcome", "shadow_score", "assessment", "batch_row", "batch", "pg_statistic"];

    /// <summary>
    /// Writes the tables anew without the deleted rows. On SQLite the write-ahead file is emptied too. Who reads meanwhile may still see
    /// the old rows, so this waits for them, ten seconds at most. PostgreSQL's own write-ahead files are overwritten in their turn.
    /// </summary>
    /// <returns>Whether everything is gone.</returns>
    public async Task<bool> RemoveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            var isGone = connection is NpgsqlConnection postgres
                ? await RemovePostgresAsync(postgres, cancellationToken)
                : await RemoveSqliteAsync(connection, cancellationToken);
            if (!isGone) LogLeft();
            return isGone;
        }
        catch (DbException failure) // the rows are deleted all the same; a table that is in use all the time, or a full disk
        {
            LogFailure(failure);
            return false;
        }
    }

    private static async Task<bool> RemoveSqliteAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new("vacuum;", commandTimeout: 600, cancellationToken: cancellationToken));
        return await UntilAsync(
            async () => await connection.QuerySingleAsync<int>(new("pragma wal_checkpoint(truncate)", cancellationToken: cancellationToken)) == 0,
            cancellationToken);
    }

    private const string SelectNow = "select pg_current_xact_id()::text";

    // The rewriting keeps a deleted row that somebody may still see: a transaction from before, or a reader from the time of one.
    private const string IsUnseen =
        """
        select pg_snapshot_xmin(pg_current_snapshot()) > @Now::xid8
           and not exists (select 1 from pg_stat_activity
                           where datname = current_database() and pid <> pg_backend_pid() and age(backend_xmin) >= age(@Now::xid8::xid))
        """;

    private static async Task<bool> RemovePostgresAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await connection.RemoveTimeoutAsync(cancellationToken); // writing a large table anew takes longer than a request may
        var now = await connection.QuerySingleAsync<string>(new(SelectNow, cancellationToken: cancellationToken));
        var isUnseen = await UntilAsync(
            () => connection.QuerySingleAsync<bool>(new(IsUnseen, new { Now = now }, cancellationToken: cancellationToken)), cancellationToken);
        foreach (var table in Tables)
            await connection.ExecuteAsync(new($"vacuum (full) {table}", commandTimeout: 600, cancellationToken: cancellationToken));
        return isUnseen;
    }

    private static async Task<bool> UntilAsync(Func<Task<bool>> isDone, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await isDone()) return true;
            await Task.Delay(Pause, cancellationToken);
        }
        return false;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Deleted rows may still be in the files, since somebody reads them; run the purge again")]
    private partial void LogLeft();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Deleted rows may still be in the files, which could not be written anew; run the purge again")]
    private partial void LogFailure(Exception failure);
}
