using System.Data.Common;

namespace Cardio.Site.Data.Writing;

/// <summary>The turn to write, with the connection to write with, until it is disposed of.</summary>
/// <param name="connection">The connection.</param>
/// <param name="leave">Ends the turn; told whether <see cref="EndWell"/> was called.</param>
internal sealed class WriteLease(DbConnection connection, Func<bool, ValueTask> leave) : IAsyncDisposable
{
    private bool _hasEndedWell;

    /// <summary>The connection to write with.</summary>
    public DbConnection Connection => connection;

    /// <summary>Nothing failed; without this the connection is not used again.</summary>
    public void EndWell() => _hasEndedWell = true;

    /// <summary>Ends the turn.</summary>
    public ValueTask DisposeAsync() => leave(_hasEndedWell);
}
