using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Cardio.Site.Data.Connections;

/// <summary>
/// Recognizes errors of a database that is unavailable for a time: it restarts, is unreachable or busy, or its disk is full.
/// The site does not retry by itself; that is the user's choice.
/// </summary>
internal static class TransientDatabaseErrors
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteInputOutput = 10;
    private const int SqliteFull = 13;

    /// <summary>Whether an exception, or one inside it, is such an error.</summary>
    public static bool Explains(Exception? failure) => failure switch
    {
        null => false,
        BusyException => true,
        PostgresException
        {
            SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
        } => true,
        PostgresException { SqlState: ['0', '8', ..] } => true, // connection exceptions
        SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked or SqliteInputOutput or SqliteFull } => true,
        DbException { IsTransient: true } => true,
        _ => Explains(failure.InnerException),
    };

    /// <summary>Whether the database aborted one of two conflicting writers. The other one goes on, so the database is available.</summary>
    public static bool IsConflict(Exception failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };
}

/// <summary>Too many requests wait for the database, or it accepts no writes.</summary>
internal sealed class BusyException(string message, Exception? inner = null) : DbException(message, inner);
