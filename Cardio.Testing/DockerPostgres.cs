using System.ComponentModel;
using System.Diagnostics;
using Npgsql;

namespace Cardio.Testing;

/// <summary>A PostgreSQL server in a container, for machines without its programs.</summary>
internal static class DockerPostgres
{
    private const string Image = "postgres:17";
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);

    /// <summary>Starts it and stops it with the run. Gives its connection string, or null where Docker is not there or does not work.</summary>
    public static string? Start()
    {
        var address = new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = Ports.Free(), Username = "postgres", Database = "postgres", Timeout = 5 };
        // Durability is not what these tests are about.
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
                // It starts twice: once to make its database, and then to serve.
            }
        }
        return false;
    }

    private static string? Docker(params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("docker", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            _ = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (Win32Exception)
        {
            return null; // there is no such program
        }
    }
}
