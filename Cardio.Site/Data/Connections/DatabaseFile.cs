using Microsoft.Win32.SafeHandles;

namespace Cardio.Site.Data.Connections;

/// <summary>
/// Notices that the open file of a database was moved, deleted or replaced: SQLite would go on writing to a file that nobody finds again.
/// Linux names the file of a handle; elsewhere nothing is noticed. A file that is overwritten in place looks the same.
/// </summary>
internal sealed class DatabaseFile : IDisposable
{
    private readonly SafeFileHandle _handle; // never closed while connections are open: that would end SQLite's locks
    private readonly FileInfo _name;
    private readonly string _path;
    private readonly string? _place;
    private bool _hadLog; // a database that was never migrated has none

    public DatabaseFile(string path)
    {
        _path = path;
        _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        _name = new FileInfo($"/proc/self/fd/{_handle.DangerousGetHandle()}");
        _place = _name.LinkTarget;
    }

    /// <summary>Whether the file is where it was opened.</summary>
    public bool IsInPlace()
    {
        if (_place is null) return true;
        _name.Refresh();
        return _name.LinkTarget == _place;
    }

    /// <summary>The same after a commit; a write-ahead log that was beside the file must still be there.</summary>
    public bool HoldsCommit()
    {
        var hasLog = File.Exists($"{_path}-wal");
        var isLogMissing = _hadLog && !hasLog;
        _hadLog |= hasLog;
        return IsInPlace() && (_place is null || !isLogMissing);
    }

    public void Dispose() => _handle.Dispose();
}
