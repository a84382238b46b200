using System.Data.Common;
using System.Diagnostics;
using Cardio.Site.Data.Writing;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Cardio.Site.Data.Connections;

/// <summary>
/// Connections to a file of SQLite, which has one writer at a time. Those of this process wait for each other here, in the order in which
/// they came and without holding a thread; at the file itself they would ask again every 150 ms, and whoever comes just then goes first.
/// They share a connection, which keeps its statements and the pages that it changed last.
/// </summary>
internal sealed class SqliteDataSource(string connectionString) : DbDataSource
{
    // 4 MiB of pages; a piece of a batch changes more than fit into the 2 MiB that are usual. What a statement would put back if it failed
    // is kept in memory too: as a file it was more than half of the work of a row.
    private const string KeepInMemory = "pragma cache_size = -4096; pragma temp_store = memory";

    private readonly SemaphoreSlim _turn = new(1, 1);
    private SqliteConnection? _writer; // used by who has the turn
    private DatabaseFile? _file; // likewise

    /// <inheritdoc/>
    public override string ConnectionString => connectionString;

    /// <summary>Why nothing is acknowledged.</summary>
    public const string MovedMessage =
        "The file of the database was moved, deleted or replaced while it was open, so nothing is acknowledged. Put it back, or stop the "
        + "site, put the right file in its place and start again.";

    /// <summary>Whether the file is where it was opened; true before the first write.</summary>
    public bool IsInPlace => _file?.IsInPlace() != false;

    /// <summary>Waits for the turn to write.</summary>
    /// <param name="patience">How long: here, and then for the writers of other processes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BusyException">It did not come.</exception>
    public async Task<WriteLease> EnterAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        if (!await _turn.WaitAsync(patience, cancellationToken)) throw new BusyException("Too many writes wait.");
        try
        {
            _writer ??= await WriterAsync(cancellationToken);
            var left = patience - Stopwatch.GetElapsedTime(start);
            if (left < TimeSpan.Zero) throw new BusyException("Too many writes waited.");
            // Whole seconds, of which none would mean for ever.
            _writer.DefaultTimeout = Math.Max(1, (int)left.TotalSeconds);
            return new(_writer, LeaveAsync);
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    // Half a second for each of the five places at which somebody may read from the log: nobody else writes meanwhile.
    private const string WaitForReaders = "pragma busy_timeout = 500";
    private const string EmptyLog = "pragma wal_checkpoint(truncate)";
    private const string WaitForNobody = "pragma busy_timeout = 0";

    /// <summary>Bytes of the write-ahead log.</summary>
    public long LogBytes => new FileInfo($"{new SqliteConnectionStringBuilder(connectionString).DataSource}-wal") is { Exists: true } file ? file.Length : 0;

    /// <summary>
    /// Writes all of the write-ahead log to the file and empties it, in a turn of its own; false where somebody reads from it for longer
    /// than a moment. Whoever begins to read meanwhile reads from the file.
    /// </summary>
    /// <exception cref="BusyException">The turn did not come.</exception>
    public async Task<bool> EmptyLogAsync(CancellationToken cancellationToken)
    {
        await using var turn = await EnterAsync(Transactions.Patience, cancellationToken);
        await turn.Connection.ExecuteAsync(new(WaitForReaders, cancellationToken: cancellationToken));
        var isBusy = await turn.Connection.QuerySingleAsync<bool>(new(EmptyLog, cancellationToken: cancellationToken));
        await turn.Connection.ExecuteAsync(new(WaitForNobody, cancellationToken: cancellationToken));
        turn.EndWell();
        return !isBusy;
    }

    private async Task<SqliteConnection> WriterAsync(CancellationToken cancellationToken)
    {
        var connection = (SqliteConnection)await OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(KeepInMemory);
        if (connection.DataSource.Length > 0) _file ??= new(connection.DataSource);
        return connection;
    }

    /// <summary>A connection on which something failed is not used again.</summary>
    private async ValueTask LeaveAsync(bool hasEndedWell)
    {
        try
        {
            if (hasEndedWell && _file?.HoldsCommit() == false) throw new BusyException(MovedMessage);
            if (hasEndedWell) return;
            var writer = _writer!;
            _writer = null;
            SqliteConnection.ClearPool(writer);
            await writer.DisposeAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    protected override DbConnection CreateDbConnection() => new SqliteConnection(connectionString);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _writer?.Dispose();
            _file?.Dispose();
            _turn.Dispose();
        }
        base.Dispose(disposing);
    }
}
