using System.Diagnostics;
using System.Globalization;

namespace Cardio.Benchmarks.Load;

/// <summary>A server that takes its turn.</summary>
/// <param name="Name">How the report calls it.</param>
/// <param name="Address">Where it answers.</param>
/// <param name="Process">Its process, for its memory.</param>
internal sealed record Contender(string Name, Uri Address, Process Process);

/// <summary>Servers that are driven with the same requests in turns, so that what else the machine does meets all of them.</summary>
internal sealed class SideBySideRun
{
    /// <summary>Until then the runtime compiles what is asked often, which takes more of the processors than the requests do.</summary>
    public const int WarmUpSeconds = 15;

    private readonly Contender[] _contenders;
    private readonly int[] _connections;
    private readonly Dictionary<(Contender, int), List<Run>> _runs = [];
    private readonly Dictionary<Contender, long> _answered = [];

    private SideBySideRun(Contender[] contenders, int[] connections) => (_contenders, _connections) = (contenders, connections);

    /// <summary>Runs the rounds, once each server is warm.</summary>
    /// <param name="options">Seconds and rounds.</param>
    /// <param name="script">Makes the requests.</param>
    /// <param name="path">Where they go.</param>
    /// <param name="connections">Connections at once, one number after the other.</param>
    /// <param name="contenders">The servers.</param>
    /// <param name="settings">What the script reads.</param>
    public static async Task<SideBySideRun> RunAsync(
        LoadOptions options, string script, string path, int[] connections, Contender[] contenders, params (string Name, string Value)[] settings)
    {
        var contest = new SideBySideRun(contenders, connections);
        foreach (var contender in contenders) await DriveAsync(contender, connections[^1], WarmUpSeconds, seed: 0);
        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var count in connections)
            {
                foreach (var contender in contenders)
                    contest.Runs(contender, count).Add(await DriveAsync(contender, count, options.Seconds, seed: (round * 1000) + count));
            }
        }
        return contest;

        async Task<Run> DriveAsync(Contender contender, int count, int seconds, int seed)
        {
            var before = ProcessTree.ProcessorMicroseconds(contender.Process);
            var run = await Wrk.DriveAsync(new(contender.Address, path), script, count, seconds, seed, settings);
            contest._answered[contender] = contest.Answered(contender) + run.Requests - run.Refused;
            return run with { ProcessorMicroseconds = ProcessTree.ProcessorMicroseconds(contender.Process) - before };
        }
    }

    /// <summary>Good answers of a server, those to warm up among them.</summary>
    public long Answered(Contender contender) => _answered.GetValueOrDefault(contender);

    /// <summary>Median over the rounds of one server's answers a second for each of another's; infinite where that one gave none.</summary>
    public double Ratio(Contender one, Contender other, int connections) =>
        Medians.Compute(Runs(one, connections).Zip(Runs(other, connections), (first, second) => first.PerSecond / second.PerSecond));

    /// <summary>What was seen, a line for each server and number of connections, and the memory of each server now.</summary>
    public string Table()
    {
        var lines = new List<string> { "| connections | server | answers/s | p50 | p99 | processor, an answer | refused, broken |", "|---|---|---|---|---|---|---|" };
        foreach (var count in _connections) lines.AddRange(_contenders.Select(contender => Line(contender, count)));
        lines.AddRange(["", "| server | resident afterwards | peak |", "|---|---|---|"]);
        lines.AddRange(_contenders.Select(contender => (contender.Name, Memory: ProcessTree.Memory(contender.Process))).Select(server =>
            string.Create(CultureInfo.InvariantCulture, $"| {server.Name} | {server.Memory.Resident:F0} MiB | {server.Memory.Peak:F0} MiB |")));
        return string.Join('\n', lines);
    }

    private string Line(Contender contender, int connections)
    {
        var runs = Runs(contender, connections);
        return string.Create(CultureInfo.InvariantCulture,
            $"| {connections} | {contender.Name} | {Medians.Compute(runs.Select(run => run.PerSecond)):N0} | {Milliseconds(run => run.Middle)} | {Milliseconds(run => run.NinetyNine)} | {Milliseconds(run => run.ProcessorMicroseconds / Math.Max(1, run.Requests))} | {runs.Sum(run => run.Refused)}, {runs.Sum(run => run.Broken)} |");

        string Milliseconds(Func<Run, double> microseconds) => string.Create(CultureInfo.InvariantCulture, $"{Medians.Compute(runs.Select(microseconds)) / 1000:F2} ms");
    }

    private List<Run> Runs(Contender contender, int connections) =>
        _runs.TryGetValue((contender, connections), out var runs) ? runs : _runs[(contender, connections)] = [];
}
