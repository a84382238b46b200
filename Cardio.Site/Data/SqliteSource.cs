using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Cardio.Site.Data;

/// <summary>
/// Connections to a file of SQLite, which has one writer at a time. Those of this process wait for each other here, in the order in which
/// they came and without holding a thread; at the file itself they would ask again every 150 ms, and whoever comes just then goes first.
/// </summary>
internal sealed class SqliteSource(string connectionString) : DbDataSource
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <inheritdoc/>
    public override string ConnectionString => connectionString;

    /// <summary>Waits for the turn to write.</summary>
    /// <param name="patience">How long: here, and then for the writers of other processes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BusyException">It did not come.</exception>
    public async Task<Turn> EnterAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        if (!await _turn.WaitAsync(patience, cancellationToken)) throw new BusyException("Too many writes wait.");
        return new(this, patience - Stopwatch.GetElapsedTime(start));
    }

    protected override DbConnection CreateDbConnection() => new SqliteConnection(connectionString);

    protected override void Dispose(bool disposing)
    {
        if (disposing) _turn.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>The turn, until it is disposed of.</summary>
    /// <param name="source">Whose.</param>
    /// <param name="patience">What is left of it.</param>
    internal sealed class Turn(SqliteSource source, TimeSpan patience) : IDisposable
    {
        /// <summary>A connection whose commands wait for other processes as long as there is patience left; whole seconds, of which none would mean for ever.</summary>
        public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
        {
            var connection = (SqliteConnection)await source.OpenConnectionAsync(cancellationToken);
            connection.DefaultTimeout = Math.Max(1, (int)patience.TotalSeconds);
            return connection;
        }

        /// <summary>Ends the turn.</summary>
        public void Dispose() => source._turn.Release();
    }
}
