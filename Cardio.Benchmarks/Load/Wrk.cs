using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Cardio.Benchmarks.Load;

/// <summary>Result of one run of the load generator.</summary>
/// <param name="Requests">Completed requests.</param>
/// <param name="Microseconds">Duration in microseconds.</param>
/// <param name="Middle">Median response time in microseconds.</param>
/// <param name="NinetyNine">99th percentile of the response time in microseconds.</param>
/// <param name="Refused">Responses with status 400 or higher.</param>
/// <param name="Broken">Failed connections and timeouts.</param>
internal sealed record Run(long Requests, long Microseconds, double Middle, double NinetyNine, long Refused, long Broken)
{
    /// <summary>Processor time of the server during the run, in microseconds.</summary>
    public double ProcessorMicroseconds { get; init; }

    /// <summary>Successful responses per second.</summary>
    public double PerSecond => (Requests - Refused) / (Microseconds / 1e6);
}

/// <summary>Runs the load generator wrk with one thread; each connection sends its next request after the response.</summary>
internal static class Wrk
{
    /// <summary>Sends requests to an address for a number of seconds.</summary>
    /// <param name="address">Address of the requests.</param>
    /// <param name="script">Name of the script that creates the requests.</param>
    /// <param name="connections">Concurrent connections.</param>
    /// <param name="seconds">Duration in seconds.</param>
    /// <param name="seed">Seed of the synthetic patients.</param>
    /// <param name="settings">Environment variables of the script.</param>
    public static async Task<Run> DriveAsync(
        Uri address, string script, int connections, int seconds, int seed, params (string Name, string Value)[] settings)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, await ScriptAsync(script) + await ScriptAsync("end"));
            string[] arguments =
            [
                "-t", "1", "-c", Number(connections), "-d", $"{Number(seconds)}s", "--timeout", "15s", "-s", file, address.AbsoluteUri,
            ];
            var start = new ProcessStartInfo("wrk", arguments) { RedirectStandardOutput = true };
            foreach (var (name, value) in settings) start.Environment[name] = value;
            start.Environment["CARDIO_SEED"] = Number(seed);
            using var wrk = Process.Start(start)!;
            var printed = await wrk.StandardOutput.ReadToEndAsync();
            await wrk.WaitForExitAsync();
            return printed.Split('\n').FirstOrDefault(line => line.StartsWith('{')) is { } figures
                ? JsonSerializer.Deserialize<Run>(figures)!
                : throw new InvalidOperationException($"wrk exited with code {wrk.ExitCode}: {printed}");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Task<string> ScriptAsync(string name) =>
        File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Load", "Scripts", $"{name}.lua"));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
