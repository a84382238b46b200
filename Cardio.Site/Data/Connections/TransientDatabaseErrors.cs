using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Cardio.Site.Data.Connections;

/// <summary>The database does not serve now and will again: it restarts, it is out of reach, its disk is full, or others write. Whether to try once more is the person's choice.</summary>
internal static class TransientDatabaseErrors
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteInputOutput = 10;
    private const int SqliteFull = 13;

    /// <summary>Whether that is why something failed.</summary>
    public static bool Explains(Exception? failure) => failure switch
    {
        null => false,
        BusyException => true,
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow } => true,
        PostgresException { SqlState: ['0', '8', ..] } => true,
        SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked or SqliteInputOutput or SqliteFull } => true,
        DbException { IsTransient: true } => true,
        _ => Explains(failure.InnerException),
    };

    /// <summary>Whether two writers stood in each other's way, so that one of them had to give up what the other now can do.</summary>
    public static bool IsConflict(Exception failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };
}

/// <summary>Too many wait for the database, or it takes no writes.</summary>
internal sealed class BusyException(string message, Exception? inner = null) : DbException(message, inner);
