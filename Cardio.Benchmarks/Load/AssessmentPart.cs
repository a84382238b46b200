using System.Globalization;
using System.Net.Http.Headers;
using Cardio.Benchmarks.Load.Baselines;

namespace Cardio.Benchmarks.Load;

/// <summary>Compares <c>POST /api/v1/assessments</c> with the bare framework, and with one commit per request.</summary>
internal static class AssessmentPart
{
    private const string Path = "/api/v1/assessments";
    private static readonly int[] Connections = [1, 16, 64];

    /// <summary>Measures this part and adds it to the report.</summary>
    public static async Task RunAsync(LoadTrial trial)
    {
        var (served, database) = await trial.SiteAsync("assessments");
        using var site = served;
        var key = TrialSite.Run(database, "key", "create", "--owner", "doctor@cardio.example", "--scope", "assessments");
        var answer = System.IO.Path.GetTempFileName();
        var size = await SaveResponseAsync(site, key, answer);
        var committed = trial.Databases.Filled("committed", _ => { });
        using var json = await BaselineProcess.StartAsync("json", (Baseline.AnswerSetting, answer));
        using var commit = await BaselineProcess.StartAsync("commit", (Baseline.AnswerSetting, answer), committed);
        var contenders = new Contender[]
        {
            new("site", site.Address, site.Process),
            new("bare", json.Address, json.Process),
            new("bare, a commit each", commit.Address, commit.Process),
        };
        var (before, committedBefore) = (await CommittedRows.CountAsync(database), await CommittedRows.CountAsync(committed));
        var run = await SideBySideRun.RunAsync(trial.Options, "assessments", Path, Connections, contenders, ("CARDIO_KEY", key));
        var rows = await CommittedRows.CountAsync(database) - before;
        var committedRows = await CommittedRows.CountAsync(committed) - committedBefore;
        File.Delete(answer);

        trial.Report(string.Create(CultureInfo.InvariantCulture, $"""

            ## a. `POST {Path}`: durable, with its audit row

            Each request is a different patient, without an Idempotency-Key. The site verifies the API key, explains the estimate, stores it
            with its audit row and responds with {size:N0} bytes after the commit. "bare": a minimal API parses the same JSON and responds
            with the same number of constant bytes. "bare, a commit each": the same after committing one row with the columns of an
            assessment to a table with only a primary key, with plain ADO.NET.

            {run.Table()}
            """));
        trial.CheckRows("site", rows, run.Successes(contenders[0]));
        trial.CheckRows("bare server with a commit each", committedRows, run.Successes(contenders[2]));
        Compare(trial, run, contenders);
    }

    private static void Compare(LoadTrial trial, SideBySideRun run, Contender[] contenders) => trial.Compare(
        [
            .. Connections.Select(count => (
                $"site to bare, connections: {count}",
                run.Ratio(contenders[0], contenders[1], count),
                count == 64 ? 0.30 : (double?)null)),
            .. Connections.Select(count => (
                $"site to a commit each, connections: {count}",
                run.Ratio(contenders[0], contenders[2], count),
                count == 1 ? 0.90 : (double?)null)),
        ]);

    /// <summary>Saves a response of the site to a file and returns its size in bytes.</summary>
    private static async Task<long> SaveResponseAsync(TrialSite site, string key, string file)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Path, UriKind.Relative))
        {
            Content = JsonContent.Create(new BarePatient(55, "female", 162, 82.5, 150, 85, "normal", "normal", false, false, true)),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
        };
        using var response = await site.Http.SendAsync(request);
        var bytes = await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
        await File.WriteAllBytesAsync(file, bytes);
        return bytes.Length;
    }
}
