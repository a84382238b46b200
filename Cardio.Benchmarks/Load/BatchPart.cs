using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Cardio.Model.Training.Commands;
using Cardio.Model.Training.Data;

namespace Cardio.Benchmarks.Load;

/// <summary>A file of 100,000 patients through the site and through the command line, beside ML.NET's own transform of the same model.</summary>
internal static class BatchPart
{
    private const int MostRounds = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Measures it.</summary>
    public static async Task RunAsync(LoadTrial trial)
    {
        var (served, database) = await trial.SiteAsync("batches");
        using var site = served;
        site.Http.DefaultRequestHeaders.Authorization = new("Bearer", TrialSite.Run(database, "key", "create", "--owner", "doctor@cardio.example", "--scope", "batches"));
        using var files = new BatchFiles();
        var artifacts = Path.Combine(AppContext.BaseDirectory, "model");
        (string Name, Func<Task> Work)[] ways =
        [
            ("ML.NET's loader, transform and saver", () => Task.Run(() => MachineLearningBatch.Score(files.Plain, artifacts, files.In("transformed.csv")))),
            ("command line: `score`", () => Task.Run(() => ScoreCommand.Run(PatientFile.Open(files.Table), new(artifacts), files.In("scored.csv")))),
            ("site: answers only", () => ThroughSiteAsync(site.Http, files, isStored: false)),
            ("site: into the history", () => ThroughSiteAsync(site.Http, files, isStored: true)),
        ];
        var rounds = Math.Min(trial.Options.Rounds, MostRounds);
        var seconds = ways.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var (place, (_, work)) in ways.Index())
            {
                if (round == 0 && place > 1) continue; // a batch warms up by itself
                var start = Stopwatch.GetTimestamp();
                await work();
                if (round > 0) seconds[place].Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }

        var (resident, peak) = ProcessTree.Memory(site.Process);
        trial.Say(string.Create(CultureInfo.InvariantCulture, $"""

            ## e. A file of {BatchFiles.Rows:N0} patients

            {rounds} rounds in turns. ML.NET and `score` run in this process, load the model each time, read the file and write identifier and probability. The site: from the first
            byte of the upload until the result is here, each row with its interval, flags and reasons, kept durably so that a restart goes on; "into the history" makes each
            row an assessment too. Resident memory of the site afterwards {resident:F0} MiB, peak {peak:F0} MiB.

            | way | rows/s | seconds |
            |---|---|---|
            """));
        foreach (var (place, (name, _)) in ways.Index())
            trial.Say(string.Create(CultureInfo.InvariantCulture, $"| {name} | {BatchFiles.Rows / Medians.Compute(seconds[place]):N0} | {Medians.Compute(seconds[place]):F1} |"));
        trial.Compare([.. ways.Index().Skip(1).Select(way =>
            ($"{way.Item.Name}, to ML.NET", Medians.Compute(seconds[0].Zip(seconds[way.Index], (machineLearning, ours) => machineLearning / ours)), (double?)0.5))]);
    }

    private static async Task ThroughSiteAsync(HttpClient http, BatchFiles files, bool isStored)
    {
        await using var file = files.Table.OpenRead();
        using var content = new StreamContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        using var accepted = await http.PostAsync(new Uri($"/api/v1/batches?store={(isStored ? "true" : "false")}", UriKind.Relative), content);
        var batch = accepted.EnsureSuccessStatusCode().Headers.Location!;
        var clock = Stopwatch.StartNew();
        while (await StateAsync(http, batch) is var state && state != "done")
        {
            if (clock.Elapsed > Patience || state is not ("queued" or "running")) throw new InvalidOperationException($"The batch is {state} after {clock.Elapsed}.");
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
