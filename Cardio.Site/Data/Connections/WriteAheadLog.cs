using System.Data.Common;
using Cardio.Site.Data.Background;

namespace Cardio.Site.Data.Connections;

/// <summary>
/// Keeps the write-ahead log of SQLite short. SQLite can reuse the log only while nobody reads from it, which under steady reads
/// never happens by itself. The log would slow down every read, and grow until the disk is full.
/// </summary>
internal sealed partial class WriteAheadLog(DbDataSource database, ILogger<WriteAheadLog> log) : PollingService
{
    private const long TruncateAboveBytes = 64L << 20;
    private const long WarnAboveBytes = 1L << 30;

    protected override TimeSpan Pause => TimeSpan.FromSeconds(10);

    protected override async Task<TimeSpan> WorkAsync(CancellationToken cancellationToken)
    {
        if (database is not SqliteDataSource sqlite || sqlite.GetLogBytes() <= TruncateAboveBytes) return Pause;
        if (!await sqlite.TruncateLogAsync(cancellationToken) && sqlite.GetLogBytes() is > WarnAboveBytes and var bytes)
            LogLong(bytes >> 20);
        return Pause;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "SQLite WAL is {Megabytes} MiB and cannot be truncated: a long-running reader holds it")]
    private partial void LogLong(long megabytes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The write-ahead log could not be checked: the database is unavailable")]
    protected override partial void LogPaused(Exception failure);
}
