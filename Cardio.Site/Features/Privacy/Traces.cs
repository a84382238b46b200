using System.Data.Common;
using Cardio.Site.Data;
using Dapper;

namespace Cardio.Site.Features.Privacy;

/// <summary>What deleted rows leave behind in the files of the database.</summary>
internal sealed partial class Traces(DbDataSource database, DatabaseOptions options, ILogger<Traces> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private const int Attempts = 40;

    private static readonly string[] Tables = ["assessment_review", "assessment_outcome", "assessment"];

    /// <summary>
    /// Writes the tables anew without the deleted rows. On SQLite the write-ahead file is emptied too; a reader may hold it for a moment,
    /// so this is tried for ten seconds. PostgreSQL's own write-ahead files are overwritten in their turn; backups are the operator's.
    /// </summary>
    /// <returns>Whether everything is gone.</returns>
    public async Task<bool> RemoveAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (options.Engine == DatabaseEngine.Postgres)
        {
            foreach (var table in Tables)
                await connection.ExecuteAsync(new($"vacuum (full) {table}", commandTimeout: 600, cancellationToken: cancellationToken));
            return true;
        }
        await connection.ExecuteAsync(new("vacuum", commandTimeout: 600, cancellationToken: cancellationToken));
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await connection.QuerySingleAsync<int>(new("pragma wal_checkpoint(truncate)", cancellationToken: cancellationToken)) == 0) return true;
            await Task.Delay(Pause, cancellationToken);
        }
        LogLeft();
        return false;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Deleted rows are still in the write-ahead file, since it is being read; run the purge again")]
    private partial void LogLeft();
}
