using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Cardio.Model.Training.Commands;
using Cardio.Model.Training.Data;

namespace Cardio.Benchmarks.Load;

/// <summary>Compares batch scoring of 100,000 patients by the site and the command line with the ML.NET transform.</summary>
internal static class BatchPart
{
    private const int MaximumRounds = 2;
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);

    /// <summary>Measures this part and adds it to the report.</summary>
    public static async Task RunAsync(LoadTrial trial)
    {
        var (served, database) = await trial.SiteAsync("batches");
        using var site = served;
        var key = TrialSite.Run(database, "key", "create", "--owner", "doctor@cardio.example", "--scope", "batches");
        site.Http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        using var files = new BatchFiles();
        var artifacts = Path.Combine(AppContext.BaseDirectory, "model");
        (string Name, Func<Task> Work)[] methods =
        [
            ("ML.NET's loader, transform and saver",
                () => Task.Run(() => MachineLearningBatch.Score(files.Plain, artifacts, files.In("transformed.csv")))),
            ("command line: `score`",
                () => Task.Run(() => ScoreCommand.Run(PatientFile.Open(files.Table), new(artifacts), files.In("scored.csv")))),
            ("site: answers only", () => ThroughSiteAsync(site.Http, files, isStored: false)),
            ("site: into the history", () => ThroughSiteAsync(site.Http, files, isStored: true)),
        ];
        var rounds = Math.Min(trial.Options.Rounds, MaximumRounds);
        var seconds = await MeasureAsync(methods, rounds);
        Report(trial, site, methods, rounds, seconds);
    }

    private static async Task<List<double>[]> MeasureAsync((string Name, Func<Task> Work)[] methods, int rounds)
    {
        var seconds = methods.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var (index, (_, work)) in methods.Index())
            {
                if (round == 0 && index > 1) continue; // the many rows of a batch warm up the site
                var start = Stopwatch.GetTimestamp();
                await work();
                if (round > 0) seconds[index].Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }
        return seconds;
    }

    private static void Report(
        LoadTrial trial, TrialSite site, (string Name, Func<Task> Work)[] methods, int rounds, List<double>[] seconds)
    {
        var (resident, peak) = ProcessTree.Memory(site.Process);
        trial.Report(string.Create(CultureInfo.InvariantCulture, $"""

            ## e. A file of {BatchFiles.Rows:N0} patients

            {rounds} alternating rounds. ML.NET and `score` run in this process, load the model each time, read the file and write
            identifier and probability. The time of the site is from the first byte of the upload to the last byte of the result. Each
            row has its interval, flags and reasons, and is stored durably so that a restart continues the batch; "into the history" also
            creates an assessment for each row. Resident memory of the site afterwards {resident:F0} MiB, peak {peak:F0} MiB.

            | method | rows/s | seconds |
            |---|---|---|
            """));
        foreach (var (index, (name, _)) in methods.Index())
        {
            var median = Medians.Compute(seconds[index]);
            trial.Report(string.Create(CultureInfo.InvariantCulture, $"| {name} | {BatchFiles.Rows / median:N0} | {median:F1} |"));
        }
        trial.Compare([.. methods.Index().Skip(1).Select(method => (
            $"{method.Item.Name}, to ML.NET",
            Medians.Compute(seconds[0].Zip(seconds[method.Index], (reference, measured) => reference / measured)),
            (double?)0.5))]);
    }

    private static async Task ThroughSiteAsync(HttpClient http, BatchFiles files, bool isStored)
    {
        await using var file = files.Table.OpenRead();
        using var content = new StreamContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        var address = new Uri($"/api/v1/batches?store={(isStored ? "true" : "false")}", UriKind.Relative);
        using var accepted = await http.PostAsync(address, content);
        var batch = accepted.EnsureSuccessStatusCode().Headers.Location!;
        var clock = Stopwatch.StartNew();
        while (await StateAsync(http, batch) is var state && state != "done")
        {
            if (clock.Elapsed > Timeout || state is not ("queued" or "running"))
                throw new InvalidOperationException($"The batch is {state} after {clock.Elapsed}.");
            await Task.Delay(100);
        }
        await using var result = await http.GetStreamAsync(new Uri($"{batch}/result", UriKind.Relative));
        await using var copy = files.In("result.csv").Create();
        await result.CopyToAsync(copy);
    }

    private static async Task<string?> StateAsync(HttpClient http, Uri batch)
    {
        using var view = JsonDocument.Parse(await http.GetStringAsync(batch));
        return view.RootElement.GetProperty("state").GetString();
    }
}
