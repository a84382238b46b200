using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Cardio.Benchmarks.Load;

/// <summary>What one run of the load generator saw.</summary>
/// <param name="Requests">Requests that were answered.</param>
/// <param name="Microseconds">How long it ran.</param>
/// <param name="Middle">Half of the answers took at most so many microseconds.</param>
/// <param name="NinetyNine">99 of 100 took at most so many microseconds.</param>
/// <param name="Refused">Answers with a status of 400 or more.</param>
/// <param name="Broken">Connections that failed, and answers that did not come in time.</param>
internal sealed record Run(long Requests, long Microseconds, double Middle, double NinetyNine, long Refused, long Broken)
{
    /// <summary>Time of the processors that the server took meanwhile.</summary>
    public double ProcessorMicroseconds { get; init; }

    /// <summary>Good answers a second.</summary>
    public double PerSecond => (Requests - Refused) / (Microseconds / 1e6);
}

/// <summary>The load generator wrk: one thread, as many connections as are told, each sends its next request once it has its answer.</summary>
internal static class Wrk
{
    /// <summary>Loads an address for some seconds.</summary>
    /// <param name="address">The address.</param>
    /// <param name="script">Name of the script that makes the requests.</param>
    /// <param name="connections">Connections at once.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="seed">Patients of another seed are others.</param>
    /// <param name="settings">What the script reads from the environment.</param>
    public static async Task<Run> DriveAsync(Uri address, string script, int connections, int seconds, int seed, params (string Name, string Value)[] settings)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, await ScriptAsync(script) + await ScriptAsync("end"));
            var start = new ProcessStartInfo("wrk", ["-t", "1", "-c", Number(connections), "-d", $"{Number(seconds)}s", "--timeout", "15s", "-s", file, address.AbsoluteUri]) { RedirectStandardOutput = true };
            foreach (var (name, value) in settings) start.Environment[name] = value;
            start.Environment["CARDIO_SEED"] = Number(seed);
            using var wrk = Process.Start(start)!;
            var printed = await wrk.StandardOutput.ReadToEndAsync();
            await wrk.WaitForExitAsync();
            return printed.Split('\n').FirstOrDefault(line => line.StartsWith('{')) is { } figures
                ? JsonSerializer.Deserialize<Run>(figures)!
                : throw new InvalidOperationException($"wrk ended with {wrk.ExitCode}: {printed}");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Task<string> ScriptAsync(string name) => File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Load", "Scripts", $"{name}.lua"));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
