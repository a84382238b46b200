using System.ComponentModel;
using System.Diagnostics;
using Npgsql;

namespace Cardio.Testing;

/// <summary>A PostgreSQL server in a Docker container, for machines without PostgreSQL.</summary>
internal static class DockerPostgres
{
    private const string Image = "postgres:17";
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);

    /// <summary>Starts the server; it stops when this process ends. Returns its connection string, or null without Docker.</summary>
    public static string? Start()
    {
        var address = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1", Port = Ports.Free(), Username = "postgres", Database = "postgres", Timeout = 5,
        };
        // Tests do not need durable commits.
        if (Docker("run", "-d", "--rm", "-e", "POSTGRES_HOST_AUTH_METHOD=trust", "-p", $"127.0.0.1:{address.Port}:5432", Image,
                "-c", "fsync=off", "-c", "max_connections=200") is not { } container) return null;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Docker("stop", "-t", "1", container);
        return IsReady(address.ToString()) ? address.ToString() : null;
    }

    private static bool IsReady(string address)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < LongestStart; Thread.Sleep(200))
        {
            try
            {
                using var connection = new NpgsqlConnection(address);
                connection.Open();
                return true;
            }
            catch (NpgsqlException)
            {
                // The container starts the server twice: once to create the database, then to serve.
            }
        }
        return false;
    }

    private static string? Docker(params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo("docker", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start)!;
            _ = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (Win32Exception)
        {
            return null; // Docker is not installed
        }
    }
}
