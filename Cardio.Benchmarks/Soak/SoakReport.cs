using System.Diagnostics;
using System.Globalization;
using System.Text;
using Cardio.Testing.Faults;

namespace Cardio.Benchmarks.Soak;

/// <summary>Runs the site at half capacity for a long time; resident memory, handles and threads must stabilize.</summary>
internal static class SoakReport
{
    private const double MaximumGrowth = 1.05;
    private const int MaximumHandles = 10; // in addition to those after the warm-up
    private const double MaximumSlowdown = 2; // of response times since the warm-up; generous, because the machine is noisy

    /// <summary>Runs the soak test and writes the report.</summary>
    /// <param name="arguments"><c>--minutes 30</c>, <c>--engine sqlite|postgres</c>.</param>
    /// <returns>Whether memory and handles stabilized and every request succeeded.</returns>
    public static async Task<bool> WriteAsync(string[] arguments)
    {
        var engine = Arguments.Value(arguments, "--engine") ?? "sqlite";
        var minutes = double.Parse(Arguments.Value(arguments, "--minutes") ?? "30", CultureInfo.InvariantCulture);
        using var trial = new Trial(engine, isShort: false);
        var site = trial.Start(ImageSettings.All);
        await site.ReadyAsync();
        var flood = new Flood(site, trial.Key());
        await flood.RunAsync(16, 10); // warms up the JIT compiler
        var capacity = (await flood.RunAsync(16, 10)).Count(answer => answer.Status == 201) / 10.0;
        var rate = capacity / 2;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Capacity {capacity:0} posts a second; soaking at {rate:0} for {minutes} minutes."));

        var mix = new SoakMix(site, flood, rate);
        using var duration = new CancellationTokenSource(TimeSpan.FromMinutes(minutes));
        var work = mix.RunAsync(minutes * 60, duration.Token);
        var samples = await SampleAsync(site, duration.Token);
        await work;
        var report = Report(engine, minutes, capacity, mix, samples);
        trial.VerifyAudit();
        await File.WriteAllTextAsync(Repository.Path($"Cardio.Benchmarks/reports/soak-{engine}.md"), report.Text);
        Console.Write(report.Text);
        return report.IsGood && trial.Faults.Count == 0;
    }

    private sealed record SoakSample(double Minute, double Memory, int Handles, int Threads);

    private static async Task<List<SoakSample>> SampleAsync(SiteProcess site, CancellationToken cancellationToken)
    {
        var samples = new List<SoakSample>();
        for (var clock = Stopwatch.StartNew(); !cancellationToken.IsCancellationRequested && !site.HasEnded;)
        {
            samples.Add(new(clock.Elapsed.TotalMinutes, site.Resident / 1048576.0, site.Handles, site.Threads));
            await Task.Delay(10_000, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return samples;
    }

    private static (string Text, bool IsGood) Report(
        string engine, double minutes, double capacity, SoakMix mix, List<SoakSample> samples)
    {
        var (warmUp, window) = (minutes / 6, minutes / 10);
        bool IsEarly(double minute) => minute >= warmUp && minute < warmUp + window;
        bool IsLate(double minute) => minute >= minutes - window;
        var early = samples.Where(sample => IsEarly(sample.Minute)).ToList();
        var late = samples.Where(sample => IsLate(sample.Minute)).ToList();
        var (before, after) = (Median(early, sample => sample.Memory), Median(late, sample => sample.Memory));
        var (handlesBefore, handlesAfter) = (Median(early, sample => sample.Handles), Median(late, sample => sample.Handles));
        var pages = Summarize(mix, IsEarly, IsLate, warmUp);
        var isGood = after <= MaximumGrowth * before
            && handlesAfter <= handlesBefore + MaximumHandles
            && mix.AllSucceeded
            && pages.All(page => page.Late <= MaximumSlowdown * page.Early);
        var requests = mix.AllSucceeded
            ? "Every request succeeded."
            : "Not every request succeeded, although the load was half the capacity: see the counts.";
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture,
            $"""
            # Soak on {engine}

            Measured on {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC. Site, database and load share {Environment.ProcessorCount} processors.

            ```
            dotnet build -c Release Cardio.Site
            dotnet run -c Release --project Cardio.Benchmarks -- soak --minutes {minutes} --engine {engine}
            ```

            **{(isGood ? "Passed" : "Failed")}.** Resident memory {before:0} MiB after the warm-up and {after:0} MiB at the end: a ratio of
            {after / before:0.000}, at most {MaximumGrowth}. Handles {handlesBefore:0}, then {handlesAfter:0}; at most {MaximumHandles}
            more. {requests}
            Each figure is the median of the samples of {window:0.#} minutes, one every 10 s: after the first {warmUp:0.#} minutes, and at
            the end. Settings of the container image: {ImageSettings.Text}.

            Capacity, measured before for 10 s with 16 connections: {capacity:0} durable assessments per second through the API. The
            load was half of it, plus {SoakMix.Doctors} doctors who alternate between the form and their history, and a manager who reads
            the dashboard: {mix.Tally}.

            | Page | Median after the warm-up | Median at the end, at most {MaximumSlowdown} times as long | Slowest |
            |---|---|---|---|

            """);
        AddTables(text, pages, samples);
        return (text.ToString().ReplaceLineEndings("\n"), isGood);
    }

    private static List<Page> Summarize(SoakMix mix, Func<double, bool> isEarly, Func<double, bool> isLate, double warmUp) =>
        [.. mix.Pages.GroupBy(page => page.Page).OrderBy(group => group.Key).Select(group => new Page(
            group.Key,
            Median(group.Where(page => isEarly(page.Minute)).ToList(), page => page.Milliseconds),
            Median(group.Where(page => isLate(page.Minute)).ToList(), page => page.Milliseconds),
            group.Where(page => page.Minute >= warmUp).Max(page => page.Milliseconds)))];

    private static void AddTables(StringBuilder text, List<Page> pages, List<SoakSample> samples)
    {
        foreach (var page in pages)
            text.Append(CultureInfo.InvariantCulture, $"| {page.Name} | {page.Early:0} ms | {page.Late:0} ms | {page.Slowest:0} ms |\n");
        text.Append("\n| Minute | Resident, MiB | Handles | Threads |\n|---|---|---|---|\n");
        foreach (var sample in samples.Where((_, number) => number % Math.Max(1, samples.Count / 30) == 0))
        {
            text.Append(
                CultureInfo.InvariantCulture, $"| {sample.Minute:0.0} | {sample.Memory:0} | {sample.Handles} | {sample.Threads} |\n");
        }
    }

    private sealed record Page(string Name, double Early, double Late, double Slowest);

    private static double Median<T>(List<T> samples, Func<T, double> value) =>
        samples.Count == 0 ? double.NaN : Medians.Compute(samples.Select(value));
}
