using System.Diagnostics;
using System.Globalization;

namespace Cardio.Benchmarks.Load;

/// <summary>Measures the throughput of the site against the bare framework, single commits, the previous service and ML.NET.</summary>
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

    /// <summary>Measures the selected parts; writes the report if all parts were run.</summary>
    /// <param name="arguments"><c>--engine sqlite|postgres</c>, <c>--seconds N</c>, <c>--rounds N</c>, <c>--only a,b,…</c>.</param>
    /// <returns>Whether every target is met.</returns>
    public static async Task<bool> WriteAsync(string[] arguments)
    {
        var options = LoadOptions.Parse(arguments);
        Debian.Ensure("command -v wrk", "wrk");
        using var databases = TrialDatabases.Create(options.Engine, null);
        var trial = new LoadTrial(options, databases);
        trial.Report(string.Create(CultureInfo.InvariantCulture, $"""
            # Load: {options.Engine}

            Written by `{options.Command}`; do not edit.

            Other load on the machine can only make the figures worse. The load average of the last minute was {LoadAverage()} at the start,
            and a flush of 4 KiB to disk took {FlushMilliseconds():F2} ms. {Environment.ProcessorCount} cores are shared by the servers, the
            database and the load generator. Each server is a separate release-build process on this machine, with the settings of the
            container image ({ImageSettings.Text}), the same Kestrel limits and warning-level logging.

            `wrk` drives the servers in turn with one thread, {options.Seconds} s each in {options.Rounds} rounds, after a warm-up of
            {SideBySideRun.WarmUpSeconds} s. Each connection sends its next request after the response. Figures are medians over the rounds,
            including the ratios within each round. The site is configured as in production, except for plain HTTP, demo accounts and
            unlimited client requests. SQLite: `synchronous=FULL`. PostgreSQL: `synchronous_commit=on`; memory and processor time exclude
            its processes.
            """));
        foreach (var part in Parts.Where(part => options.Parts?.Contains(part.Letter) ?? true)) await part.RunAsync(trial);
        if (options.Parts is null)
        {
            var path = Path.Combine("Cardio.Benchmarks", "reports", $"load-{options.Engine}.md");
            await File.WriteAllTextAsync(path, trial.Text.ReplaceLineEndings("\n"));
        }
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
