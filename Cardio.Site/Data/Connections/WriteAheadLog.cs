using System.Data.Common;
using Cardio.Site.Data.Background;

namespace Cardio.Site.Data.Connections;

/// <summary>
/// Keeps the write-ahead log of SQLite short. It begins anew only when nobody reads from it, which under many readers may never be so by
/// itself: it would grow until the disk is full, and slow down every read meanwhile.
/// </summary>
internal sealed partial class WriteAheadLog(DbDataSource database, ILogger<WriteAheadLog> log) : PollingService
{
    // Bytes up to which it is left alone, and from which on it is told of where it cannot be emptied.
    private const long Most = 64L << 20;
    private const long TooMany = 1L << 30;

    protected override TimeSpan Pause => TimeSpan.FromSeconds(10);

    protected override async Task<TimeSpan> WorkAsync(CancellationToken cancellationToken)
    {
        if (database is SqliteDataSource { LogBytes: > Most } sqlite && !await sqlite.EmptyLogAsync(cancellationToken) && sqlite.LogBytes > TooMany)
            LogLong(sqlite.LogBytes >> 20);
        return Pause;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The write-ahead log of the database has {Megabytes} MiB and cannot begin anew, since somebody reads for long")]
    private partial void LogLong(long megabytes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The write-ahead log is not looked after, since the database does not serve")]
    protected override partial void LogPaused(Exception failure);
}
