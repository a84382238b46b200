using System.Data.Common;
using Cardio.Site.Data.Writing;
using Dapper;
using Npgsql;

namespace Cardio.Site.Features.Privacy;

/// <summary>Removes deleted rows from the files of the database.</summary>
internal sealed partial class DeletedDataScrubber(DbDataSource database, ILogger<DeletedDataScrubber> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private const int Attempts = 40;

    // Script 0012 disabled statistics of patient columns, but pg_statistic may still contain older ones.
    private static readonly string[] Tables =
        ["assessment_review", "assessment_outcome", "shadow_score", "assessment", "batch_row", "batch", "pg_statistic"];

    /// <summary>
    /// Rewrites the tables without the deleted rows; on SQLite, also truncates the write-ahead log. Waits up to ten seconds for concurrent
    /// readers, which may still see the old rows. PostgreSQL recycles its write-ahead log itself.
    /// </summary>
    /// <returns>Whether the files no longer contain the rows.</returns>
    public async Task<bool> RemoveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            var isGone = connection is NpgsqlConnection postgres
                ? await RemovePostgresAsync(postgres, cancellationToken)
                : await RemoveSqliteAsync(connection, cancellationToken);
            if (!isGone) LogReaders();
            return isGone;
        }
        catch (DbException failure) // such as a locked table or a full disk; the rows themselves are already deleted
        {
            LogFailure(failure);
            return false;
        }
    }

    private static async Task<bool> RemoveSqliteAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new("vacuum;", commandTimeout: 600, cancellationToken: cancellationToken));
        var truncate = new CommandDefinition("pragma wal_checkpoint(truncate)", cancellationToken: cancellationToken);
        return await UntilAsync(async () => await connection.QuerySingleAsync<int>(truncate) == 0, cancellationToken);
    }

    private const string SelectNow = "select pg_current_xact_id()::text";

    // The rewrite keeps a deleted row that an older transaction, or a reader with an older snapshot, may still see.
    private const string IsUnseen =
        """
        select pg_snapshot_xmin(pg_current_snapshot()) > @Now::xid8
           and not exists (select 1 from pg_stat_activity
                           where datname = current_database() and pid <> pg_backend_pid() and age(backend_xmin) >= age(@Now::xid8::xid))
        """;

    private static async Task<bool> RemovePostgresAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await connection.RemoveTimeoutAsync(cancellationToken); // rewriting a large table takes longer than a request may
        var now = await connection.QuerySingleAsync<string>(new(SelectNow, cancellationToken: cancellationToken));
        var query = new CommandDefinition(IsUnseen, new { Now = now }, cancellationToken: cancellationToken);
        var isUnseen = await UntilAsync(() => connection.QuerySingleAsync<bool>(query), cancellationToken);
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

    private const string ReadersMessage =
        "Database files may still contain deleted rows, because of concurrent readers; run purge again";

    private const string FailureMessage =
        "Database files may still contain deleted rows, because they could not be rewritten; run purge again";

    [LoggerMessage(Level = LogLevel.Warning, Message = ReadersMessage)]
    private partial void LogReaders();

    [LoggerMessage(Level = LogLevel.Warning, Message = FailureMessage)]
    private partial void LogFailure(Exception failure);
}
