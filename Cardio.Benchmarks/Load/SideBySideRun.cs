using System.Diagnostics;
using System.Globalization;

namespace Cardio.Benchmarks.Load;

/// <summary>Server that takes part in a comparison.</summary>
/// <param name="Name">Name in the report.</param>
/// <param name="Address">Base address.</param>
/// <param name="Process">Server process, for memory and processor time.</param>
internal sealed record Contender(string Name, Uri Address, Process Process);

/// <summary>Drives several servers in turn with the same requests, so other load on the machine affects all of them.</summary>
internal sealed class SideBySideRun
{
    /// <summary>Warm-up per server; until then, JIT compilation takes more processor time than the requests.</summary>
    public const int WarmUpSeconds = 15;

    private readonly Contender[] _contenders;
    private readonly int[] _connections;
    private readonly Dictionary<(Contender, int), List<Run>> _runs = [];
    private readonly Dictionary<Contender, long> _successes = [];

    private SideBySideRun(Contender[] contenders, int[] connections) => (_contenders, _connections) = (contenders, connections);

    /// <summary>Warms up every server, then runs the rounds.</summary>
    /// <param name="options">Duration and number of rounds.</param>
    /// <param name="script">Name of the wrk script.</param>
    /// <param name="path">Path of the requests.</param>
    /// <param name="connections">Numbers of concurrent connections to measure.</param>
    /// <param name="contenders">Servers to compare.</param>
    /// <param name="settings">Environment variables of the script.</param>
    public static async Task<SideBySideRun> RunAsync(
        LoadOptions options,
        string script,
        string path,
        int[] connections,
        Contender[] contenders,
        params (string Name, string Value)[] settings)
    {
        var comparison = new SideBySideRun(contenders, connections);
        foreach (var contender in contenders) await DriveAsync(contender, connections[^1], WarmUpSeconds, seed: 0);
        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var count in connections)
            {
                foreach (var contender in contenders)
                {
                    var run = await DriveAsync(contender, count, options.Seconds, seed: (round * 1000) + count);
                    comparison.Runs(contender, count).Add(run);
                }
            }
        }
        return comparison;

        async Task<Run> DriveAsync(Contender contender, int count, int seconds, int seed)
        {
            var before = ProcessTree.ProcessorMicroseconds(contender.Process);
            var run = await Wrk.DriveAsync(new(contender.Address, path), script, count, seconds, seed, settings);
            comparison._successes[contender] = comparison.Successes(contender) + run.Requests - run.Refused;
            return run with { ProcessorMicroseconds = ProcessTree.ProcessorMicroseconds(contender.Process) - before };
        }
    }

    /// <summary>Successful responses of a server, including the warm-up.</summary>
    public long Successes(Contender contender) => _successes.GetValueOrDefault(contender);

    /// <summary>Median over the rounds of the ratio of responses per second; infinite if the other server had none.</summary>
    public double Ratio(Contender contender, Contender other, int connections) =>
        Medians.Compute(Runs(contender, connections).Zip(Runs(other, connections), (first, second) => first.PerSecond / second.PerSecond));

    /// <summary>Renders the results by number of connections and server, and the current memory of each server.</summary>
    public string Table()
    {
        var lines = new List<string>
        {
            "| connections | server | responses/s | p50 | p99 | processor time per response | rejected, failed |",
            "|---|---|---|---|---|---|---|",
        };
        foreach (var count in _connections) lines.AddRange(_contenders.Select(contender => Line(contender, count)));
        lines.AddRange(["", "| server | resident afterwards | peak |", "|---|---|---|"]);
        lines.AddRange(_contenders.Select(MemoryLine));
        return string.Join('\n', lines);
    }

    private static string MemoryLine(Contender contender)
    {
        var (resident, peak) = ProcessTree.Memory(contender.Process);
        return string.Create(CultureInfo.InvariantCulture, $"| {contender.Name} | {resident:F0} MiB | {peak:F0} MiB |");
    }

    private string Line(Contender contender, int connections)
    {
        var runs = Runs(contender, connections);
        var perSecond = Medians.Compute(runs.Select(run => run.PerSecond)).ToString("N0", CultureInfo.InvariantCulture);
        string[] cells =
        [
            $"{connections}", contender.Name, perSecond, Milliseconds(run => run.Middle), Milliseconds(run => run.NinetyNine),
            Milliseconds(run => run.ProcessorMicroseconds / Math.Max(1, run.Requests)),
            $"{runs.Sum(run => run.Refused)}, {runs.Sum(run => run.Broken)}",
        ];
        return $"| {string.Join(" | ", cells)} |";

        string Milliseconds(Func<Run, double> microseconds) =>
            string.Create(CultureInfo.InvariantCulture, $"{Medians.Compute(runs.Select(microseconds)) / 1000:F2} ms");
    }

    private List<Run> Runs(Contender contender, int connections) =>
        _runs.TryGetValue((contender, connections), out var runs) ? runs : _runs[(contender, connections)] = [];
}
