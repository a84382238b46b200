using System.Diagnostics;
using System.Globalization;

namespace Cardio.Benchmarks.Load;

/// <summary>How much the site bears, beside the bare framework, a commit each, the service before it, and ML.NET.</summary>
internal static class LoadReport
{
    private static readonly (string Letter, Func<LoadTrial, Task> RunAsync)[] Parts =
    [
        ("a", AssessmentPart.RunAsync),
        ("b", FormPart.RunAsync),
        ("c", ClassificationPart.RunAsync),
        ("d", DashboardPart.RunAsync),
        ("e", BatchPart.RunAsync),
    ];

    /// <summary>Measures, and writes the report where no part is left out.</summary>
    /// <param name="arguments"><c>--engine sqlite|postgres</c>, <c>--seconds N</c>, <c>--rounds N</c>, <c>--only a,b,…</c>.</param>
    /// <returns>Whether all is within the aims.</returns>
    public static async Task<bool> WriteAsync(string[] arguments)
    {
        var options = LoadOptions.Parse(arguments);
        Debian.Ensure("command -v wrk", "wrk");
        using var databases = TrialDatabases.Create(options.Engine, null);
        var trial = new LoadTrial(options, databases);
        trial.Say(string.Create(CultureInfo.InvariantCulture, $"""
            # Load: {options.Engine}

            Written by `{options.Command}`; do not edit. Other work on the machine makes the
            figures worse, never better; the load of the last minute was {LoadAverage()} at the start, and writing 4 KiB through to the disk took {FlushMilliseconds():F2} ms.
            {Environment.ProcessorCount} cores for the servers, the database and the load generator together. Each server is a process of its own on this machine, built for release, with what the site's
            image sets ({ImageSettings.Text}), Kestrel's limits and a log of warnings alike. `wrk` drives one after the other with one thread, {options.Seconds} s at a time in {options.Rounds} rounds, after {SideBySideRun.WarmUpSeconds} s to warm up; each connection
            sends its next request once it has its answer. Medians of the rounds, of the ratio within each round too. The site is set as in production but for plain http, demo accounts,
            and limits of a client that nobody reaches. SQLite: `synchronous=FULL`; PostgreSQL: `synchronous_commit=on`, its own processes are neither in memory nor in processor time.
            """));
        foreach (var part in Parts.Where(part => options.Parts?.Contains(part.Letter) ?? true)) await part.RunAsync(trial);
        if (options.Parts is null)
            await File.WriteAllTextAsync(Path.Combine("Cardio.Benchmarks", "reports", $"load-{options.Engine}.md"), trial.Text.ReplaceLineEndings("\n"));
        return trial.IsGood;
    }

    private static string LoadAverage() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    private static double FlushMilliseconds()
    {
        var path = Path.GetTempFileName();
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.None, 0, FileOptions.DeleteOnClose);
        return Medians.Compute(Enumerable.Range(0, 100).Select(_ =>
        {
            file.Write(new byte[4096]);
            var start = Stopwatch.GetTimestamp();
            file.Flush(flushToDisk: true);
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }));
    }
}
