using Microsoft.Win32.SafeHandles;

namespace Cardio.Site.Data.Connections;

/// <summary>
/// Detects that the open database file was moved, deleted or replaced: SQLite would continue to write to a file that is lost.
/// This works on Linux only, which gives the path of an open handle. A file that is overwritten in place is not detected.
/// </summary>
internal sealed class DatabaseFile : IDisposable
{
    private readonly SafeFileHandle _handle; // stays open as long as connections: closing it would release SQLite's locks
    private readonly FileInfo _link;
    private readonly string _path;
    private readonly string? _openedPath;
    private bool _hadLog; // false before the first migration

    public DatabaseFile(string path)
    {
        _path = path;
        _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        _link = new FileInfo($"/proc/self/fd/{_handle.DangerousGetHandle()}");
        _openedPath = _link.LinkTarget;
    }

    /// <summary>Whether the file still has the path under which it was opened.</summary>
    public bool IsInPlace()
    {
        if (_openedPath is null) return true;
        _link.Refresh();
        return _link.LinkTarget == _openedPath;
    }

    /// <summary>Whether a commit is safe: the file is in place, and so is its write-ahead log if there was one.</summary>
    public bool HoldsCommit()
    {
        var hasLog = File.Exists($"{_path}-wal");
        var isLogMissing = _hadLog && !hasLog;
        _hadLog |= hasLog;
        return IsInPlace() && (_openedPath is null || !isLogMissing);
    }

    public void Dispose() => _handle.Dispose();
}
