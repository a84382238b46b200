using System.Data.Common;

namespace Cardio.Site.Data.Writing;

/// <summary>The right to write to the database, with the connection to use, until it is disposed.</summary>
/// <param name="connection">The connection.</param>
/// <param name="release">Ends the lease; its argument says whether <see cref="Complete"/> was called.</param>
internal sealed class WriteLease(DbConnection connection, Func<bool, ValueTask> release) : IAsyncDisposable
{
    private bool _isComplete;

    /// <summary>The connection to write with.</summary>
    public DbConnection Connection => connection;

    /// <summary>Marks the work as successful; without this call the connection is closed and not reused.</summary>
    public void Complete() => _isComplete = true;

    /// <summary>Releases the lease to the next writer.</summary>
    public ValueTask DisposeAsync() => release(_isComplete);
}
