using System.Data.Common;
using System.Diagnostics;
using Cardio.Site.Data.Writing;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Cardio.Site.Data.Connections;

/// <summary>
/// Connections to a SQLite file, which has one writer at a time. The writers of this process queue here, in order and without blocking a
/// thread. Otherwise SQLite would poll its lock every 150 ms, in no order.
/// They share one connection, which keeps its prepared statements and the pages that it changed last.
/// </summary>
internal sealed class SqliteDataSource(string connectionString) : DbDataSource
{
    // 4 MiB of pages, because a piece of a batch changes more than the usual 2 MiB hold.
    // The statement journal stays in memory: as a file it took more than half of the time of a row.
    private const string KeepInMemory = "pragma cache_size = -4096; pragma temp_store = memory";

    private readonly SemaphoreSlim _turn = new(1, 1);
    private SqliteConnection? _writer; // guarded by _turn
    private DatabaseFile? _file; // guarded by _turn

    /// <inheritdoc/>
    public override string ConnectionString => connectionString;

    /// <summary>Explains why no write is acknowledged.</summary>
    public const string MovedMessage =
        "The file of the database was moved, deleted or replaced while it was open, so nothing is acknowledged. Put it back, or stop the "
        + "site, put the right file in its place and start again.";

    /// <summary>Whether the file is where it was opened; true before the first write.</summary>
    public bool IsInPlace() => _file?.IsInPlace() != false;

    /// <summary>Waits for the right to write.</summary>
    /// <param name="patience">The longest wait: first for this process, and then for the writers of other processes.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="BusyException">The wait was too long.</exception>
    public async Task<WriteLease> AcquireWriteLeaseAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        if (!await _turn.WaitAsync(patience, cancellationToken)) throw new BusyException("Too many writes are waiting.");
        try
        {
            _writer ??= await OpenWriterAsync(cancellationToken);
            var left = patience - Stopwatch.GetElapsedTime(start);
            if (left < TimeSpan.Zero) throw new BusyException("Too many writes were waiting.");
            _writer.DefaultTimeout = Math.Max(1, (int)left.TotalSeconds); // whole seconds; 0 would mean no limit
            return new(_writer, ReleaseAsync);
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    // Half a second for each of the five reader slots of the log. No other writer waits in SQLite meanwhile.
    private const string WaitForReaders = "pragma busy_timeout = 500";
    private const string Checkpoint = "pragma wal_checkpoint(truncate)";
    private const string DoNotWait = "pragma busy_timeout = 0";

    /// <summary>Reads the size of the write-ahead log in bytes.</summary>
    public long GetLogBytes() =>
        new FileInfo($"{new SqliteConnectionStringBuilder(connectionString).DataSource}-wal") is { Exists: true } file ? file.Length : 0;

    /// <summary>
    /// Copies the write-ahead log to the file and truncates it. Returns false if a reader held it for more than a moment.
    /// </summary>
    /// <exception cref="BusyException">The wait for the right to write was too long.</exception>
    public async Task<bool> TruncateLogAsync(CancellationToken cancellationToken)
    {
        await using var lease = await AcquireWriteLeaseAsync(Transactions.Patience, cancellationToken);
        await lease.Connection.ExecuteAsync(new(WaitForReaders, cancellationToken: cancellationToken));
        var isBusy = await lease.Connection.QuerySingleAsync<bool>(new(Checkpoint, cancellationToken: cancellationToken));
        await lease.Connection.ExecuteAsync(new(DoNotWait, cancellationToken: cancellationToken));
        lease.Complete();
        return !isBusy;
    }

    private async Task<SqliteConnection> OpenWriterAsync(CancellationToken cancellationToken)
    {
        var connection = (SqliteConnection)await OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(KeepInMemory);
        if (connection.DataSource.Length > 0) _file ??= new(connection.DataSource);
        return connection;
    }

    /// <summary>Passes the right to write on; a connection on which something failed is closed first.</summary>
    private async ValueTask ReleaseAsync(bool isComplete)
    {
        try
        {
            if (isComplete && _file?.HoldsCommit() == false) throw new BusyException(MovedMessage);
            if (isComplete) return;
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
