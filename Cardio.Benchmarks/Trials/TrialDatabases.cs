using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Cardio.Benchmarks.Trials;

/// <summary>
/// Databases to be filled: files for SQLite, or a PostgreSQL server of its own from this machine's binaries. All is gone at the end, unless
/// a folder is named: the next run finds them there.
/// </summary>
internal sealed class TrialDatabases : IDisposable
{
    private readonly string _folder;
    private readonly bool _isKept;
    private readonly string? _binaries;
    private readonly int _port = FreePort();

    private TrialDatabases(string engine, string? folder)
    {
        (_folder, _isKept) = folder is null
            ? (Directory.CreateTempSubdirectory("cardio-trial-").FullName, false)
            : (Directory.CreateDirectory(Path.Combine(Path.GetFullPath(folder), engine)).FullName, true);
        if (engine != "postgres") return;
        _binaries = Binaries();
        if (Environment.UserName == "root") Run("chown", "postgres", _folder);
        if (!Directory.Exists($"{_folder}/data")) RunAsPostgres("initdb", "-D", $"{_folder}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
        StartPostgres();
    }

    /// <summary>Starts what the engine needs.</summary>
    /// <param name="engine"><c>sqlite</c> or <c>postgres</c>.</param>
    /// <param name="folder">Where they are kept, or null where they are not.</param>
    public static TrialDatabases Create(string engine, string? folder) => new(engine, folder);

    /// <summary>The site's setting for a database of a name; fills it where it is new.</summary>
    public (string Name, string Value) Filled(string name, Action<(string Name, string Value)> fill)
    {
        var (mark, database) = (Path.Combine(_folder, $"{name}.filled"), Named(name));
        if (File.Exists(mark)) return database;
        if (_binaries is not null) RunAsPostgres("createdb", "-h", "127.0.0.1", "-p", $"{_port}", "-U", "postgres", name);
        fill(database);
        File.WriteAllText(mark, "");
        return database;
    }

    /// <summary>Stops PostgreSQL as an administrator would and starts it again.</summary>
    /// <param name="mode"><c>fast</c>: its clients are sent away; <c>immediate</c>: nothing is finished.</param>
    public void Restart(string mode) => RunAsPostgres("pg_ctl", "-D", $"{_folder}/data", "-l", $"{_folder}/log", "-m", mode, "-w", "restart");

    /// <summary>Kills the PostgreSQL server with SIGKILL and starts it again, once what it leaves behind is gone.</summary>
    public void KillAndStart()
    {
        Run("kill", "-KILL", File.ReadLines($"{_folder}/data/postmaster.pid").First());
        for (var attempts = 50; ; Thread.Sleep(100))
        {
            try
            {
                StartPostgres();
                return;
            }
            catch (InvalidOperationException) when (attempts-- > 0)
            {
                // Its children end by themselves; until then they hold its memory and a new server refuses to start.
            }
        }
    }

    private void StartPostgres() => RunAsPostgres("pg_ctl", "-D", $"{_folder}/data", "-l", $"{_folder}/log", "-w", "-o", $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder}", "start");

    private (string Name, string Value) Named(string name) => _binaries is null
        ? ("ConnectionStrings__Cardio", $"Data Source={Path.Combine(_folder, $"{name}.db")}")
        : ("DATABASE_URL", $"Host=127.0.0.1;Port={_port};Username=postgres;Database={name}");

    public void Dispose()
    {
        if (_binaries is not null) RunAsPostgres("pg_ctl", "-D", $"{_folder}/data", "-m", "fast", "stop");
        if (!_isKept) Directory.Delete(_folder, recursive: true);
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Whether this machine has the programs of a PostgreSQL server.</summary>
    internal static bool HasPostgres => Directory.Exists("/usr/lib/postgresql") && Directory.EnumerateDirectories("/usr/lib/postgresql").Any(version => File.Exists(Path.Combine(version, "bin", "initdb")));

    private static string Binaries() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Max()
            ?? throw new InvalidOperationException("PostgreSQL's own programs are not on this machine.")
        : throw new InvalidOperationException("PostgreSQL is not on this machine.");

    /// <summary>The server refuses to run as root.</summary>
    private void RunAsPostgres(string program, params string[] arguments)
    {
        if (Environment.UserName == "root") Run("runuser", ["-u", "postgres", "--", Path.Combine(_binaries!, program), .. arguments]);
        else Run(Path.Combine(_binaries!, program), arguments);
    }

    private static void Run(string program, params string[] arguments)
    {
        // Output goes nowhere: the server would inherit a pipe and keep it open.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", program, .. arguments]) { WorkingDirectory = "/" })!;
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
