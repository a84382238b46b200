using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Cardio.Site.Tests.Support;

/// <summary>
/// One PostgreSQL server for the run: the one that CARDIO_TEST_POSTGRES names, else one started from this machine's binaries, else one
/// from Docker. Where there is none of them, its tests are skipped and say so; under CI that is an error.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private static readonly Lazy<string?> Started = new(Start, LazyThreadSafetyMode.ExecutionAndPublication);

    private readonly string _control;
    private readonly string _folder;

    private PostgresServer(string binaries)
    {
        _control = Path.Combine(binaries, "pg_ctl");
        _folder = Directory.CreateTempSubdirectory("cardio-postgres-").FullName;
        var port = FreePort();
        if (Environment.UserName == "root") Run("chown", "postgres", _folder);
        RunAsPostgres(Path.Combine(binaries, "initdb"), "-D", $"{_folder}/data", "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8");
        // Durability is not what these tests are about.
        RunAsPostgres(_control, "-D", $"{_folder}/data", "-l", $"{_folder}/log", "-w",
            "-o", $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c fsync=off -c max_connections=200", "start");
        Address = new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = port, Username = "postgres", Database = "postgres" }.ToString();
    }

    /// <summary>Connection string to its own database.</summary>
    public string Address { get; }

    /// <summary>A server that a test has for itself; skipped where this machine has no binaries.</summary>
    public static PostgresServer OfOneTest()
    {
        _ = ConnectionString(); // skips, or fails under CI
        if (!OperatingSystem.IsLinux() || Binaries() is null) Assert.Skip("PostgreSQL's own programs are not on this machine.");
        return new(Binaries()!);
    }

    /// <summary>Stops it as an administrator would, in the middle of whatever is done, and starts it again.</summary>
    public void Restart() => RunAsPostgres(_control, "-D", $"{_folder}/data", "-l", $"{_folder}/log", "-m", "fast", "-w", "restart");

    public void Dispose()
    {
        RunAsPostgres(_control, "-D", $"{_folder}/data", "-m", "immediate", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Connection string to the server's own database.</summary>
    public static string ConnectionString()
    {
        if (Started.Value is { } connectionString) return connectionString;
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail("PostgreSQL is missing, and CI must test it.");
        Assert.Skip("PostgreSQL was not found: install it or Docker, or set CARDIO_TEST_POSTGRES to a connection string.");
        return "";
    }

    /// <summary>A program of this machine's PostgreSQL.</summary>
    public static string Program(string name) => Binaries() is { } binaries ? Path.Combine(binaries, name) : name;

    private static string? Start()
    {
        if (Environment.GetEnvironmentVariable("CARDIO_TEST_POSTGRES") is { Length: > 0 } given) return given;
        if (!OperatingSystem.IsLinux() || Binaries() is not { } binaries) return DockerPostgres.Start();

        var server = new PostgresServer(binaries);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Dispose();
        return server.Address;
    }

    private static string? Binaries() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql")
            .Select(version => Path.Combine(version, "bin"))
            .Where(bin => File.Exists(Path.Combine(bin, "initdb")))
            .MaxBy(bin => bin, StringComparer.Ordinal)
        : null;

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The server refuses to run as root.</summary>
    private static void RunAsPostgres(string program, params string[] arguments)
    {
        if (Environment.UserName == "root") Run("runuser", ["-u", "postgres", "--", program, .. arguments]);
        else Run(program, arguments);
    }

    private static void Run(string program, params string[] arguments)
    {
        // Output goes nowhere: the server would inherit a pipe and keep it open.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", program, .. arguments])
        {
            WorkingDirectory = "/",
        })!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
