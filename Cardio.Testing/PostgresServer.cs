using Npgsql;

namespace Cardio.Testing;

/// <summary>A PostgreSQL server started from installed binaries; disposal stops it and deletes its data.</summary>
internal sealed class PostgresServer : IDisposable
{
    private static readonly Lazy<string?> Shared = new(StartShared, LazyThreadSafetyMode.ExecutionAndPublication);

    private readonly string _binaries = Binaries() ?? throw new InvalidOperationException("PostgreSQL is not installed.");
    private readonly string _folder;
    private readonly bool _isKept;
    private readonly int _port = Ports.Free();
    private readonly string _options;

    /// <summary>Starts a server.</summary>
    /// <param name="folder">Folder that keeps the data, or null to delete it.</param>
    /// <param name="isDurable">Whether commits are durable; most tests do not need that and run faster without.</param>
    public PostgresServer(string? folder = null, bool isDurable = true)
    {
        _isKept = folder is not null;
        _folder = folder ?? Directory.CreateTempSubdirectory("cardio-postgres-").FullName;
        _options = $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder}"
            + (isDurable ? "" : " -c fsync=off -c max_connections=200");
        if (Environment.UserName == "root") Shell.Run("chown", "postgres", _folder);
        if (!Directory.Exists($"{_folder}/data"))
            Run("initdb", "-D", $"{_folder}/data", "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8");
        Start();
    }

    /// <summary>Whether PostgreSQL's server binaries are installed.</summary>
    public static bool IsInstalled => Binaries() is not null;

    /// <summary>Connection string to the server's own database.</summary>
    public string Address => AddressOf("postgres");

    /// <summary>
    /// Connection string of one server for the whole run, or null if there is none: the one that <c>CARDIO_TEST_POSTGRES</c> names,
    /// else one started from this machine's binaries, else one from Docker.
    /// </summary>
    public static string? SharedAddress => Shared.Value;

    /// <summary>Path of a PostgreSQL binary, or its name if it is not installed.</summary>
    public static string Program(string name) => Binaries() is { } binaries ? Path.Combine(binaries, name) : name;

    /// <summary>Connection string to a database of this server.</summary>
    public string AddressOf(string database) =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = _port, Username = "postgres", Database = database }.ToString();

    /// <summary>Creates an empty database.</summary>
    public void CreateDatabase(string name) => Run("createdb", "-h", "127.0.0.1", "-p", $"{_port}", "-U", "postgres", name);

    /// <summary>Stops the server and starts it again.</summary>
    /// <param name="mode"><c>fast</c> ends all connections, as an administrator would; <c>immediate</c> also skips the checkpoint.</param>
    public void Restart(string mode = "fast") =>
        Run("pg_ctl", "-D", $"{_folder}/data", "-l", $"{_folder}/log", "-m", mode, "-w", "restart");

    /// <summary>Kills the server with SIGKILL and restarts it once its child processes have ended.</summary>
    public void KillAndStart()
    {
        Shell.Signal(int.Parse(File.ReadLines($"{_folder}/data/postmaster.pid").First(), null), "KILL");
        for (var attempts = 50; ; Thread.Sleep(100))
        {
            try
            {
                Start();
                return;
            }
            catch (InvalidOperationException) when (attempts-- > 0)
            {
                // The children hold the shared memory until they end; a new server does not start before.
            }
        }
    }

    public void Dispose()
    {
        Run("pg_ctl", "-D", $"{_folder}/data", "-m", _isKept ? "fast" : "immediate", "stop");
        if (!_isKept) Directory.Delete(_folder, recursive: true);
    }

    private static string? StartShared()
    {
        if (Environment.GetEnvironmentVariable("CARDIO_TEST_POSTGRES") is { Length: > 0 } given) return given;
        if (!OperatingSystem.IsLinux() || !IsInstalled) return DockerPostgres.Start();

        var server = new PostgresServer(isDurable: false);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Dispose();
        return server.Address;
    }

    private static string? Binaries() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql")
            .Select(version => Path.Combine(version, "bin"))
            .Where(bin => File.Exists(Path.Combine(bin, "initdb")))
            .MaxBy(bin => bin, StringComparer.Ordinal)
        : null;

    private void Start() => Run("pg_ctl", "-D", $"{_folder}/data", "-l", $"{_folder}/log", "-w", "-o", _options, "start");

    /// <summary>Runs a PostgreSQL binary; the server refuses to run as root.</summary>
    private void Run(string program, params string[] arguments)
    {
        var path = Path.Combine(_binaries, program);
        if (Environment.UserName == "root") Shell.Run("runuser", ["-u", "postgres", "--", path, .. arguments]);
        else Shell.Run(path, arguments);
    }
}
