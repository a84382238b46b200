using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Cardio.Site.Data;

/// <summary>The database does not serve now and will again: it restarts, it is out of reach, others write, or its disk is full. Whether to try once more is the person's choice.</summary>
internal static class BusyDatabase
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteFull = 13;

    /// <summary>Whether that is why something failed.</summary>
    public static bool Explains(Exception? failure) => failure switch
    {
        null => false,
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow } => true,
        PostgresException { SqlState: ['0', '8', ..] } => true,
        SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked or SqliteFull } => true,
        DbException { IsTransient: true } => true,
        _ => Explains(failure.InnerException),
    };
}
