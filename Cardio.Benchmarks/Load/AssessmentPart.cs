using System.Globalization;
using System.Net.Http.Headers;
using Cardio.Benchmarks.Load.Baselines;

namespace Cardio.Benchmarks.Load;

/// <summary>Durable <c>POST /api/v1/assessments</c> beside the bare framework, and beside a commit for each request.</summary>
internal static class AssessmentPart
{
    private const string Path = "/api/v1/assessments";
    private static readonly int[] Connections = [1, 16, 64];

    /// <summary>Measures it.</summary>
    public static async Task RunAsync(LoadTrial trial)
    {
        var (served, database) = await trial.SiteAsync("assessments");
        using var site = served;
        var key = TrialSite.Run(database, "key", "create", "--owner", "doctor@cardio.example", "--scope", "assessments");
        var answer = System.IO.Path.GetTempFileName();
        var size = await AnswerAsync(site, key, answer);
        var committed = trial.Databases.Filled("committed", _ => { });
        using var json = await BaselineProcess.StartAsync("json", (Baseline.AnswerSetting, answer));
        using var commit = await BaselineProcess.StartAsync("commit", (Baseline.AnswerSetting, answer), committed);
        var contenders = new Contender[] { new("site", site.Address, site.Process), new("bare", json.Address, json.Process), new("bare, a commit each", commit.Address, commit.Process) };
        var (before, committedBefore) = (await CommittedRows.CountAsync(database), await CommittedRows.CountAsync(committed));
        var contest = await SideBySideRun.RunAsync(trial.Options, "assessments", Path, Connections, contenders, ("CARDIO_KEY", key));
        var (rows, committedRows) = (await CommittedRows.CountAsync(database) - before, await CommittedRows.CountAsync(committed) - committedBefore);
        File.Delete(answer);

        trial.Say(string.Create(CultureInfo.InvariantCulture, $"""

            ## a. `POST {Path}`: durable, with its audit row

            Each request is another patient, without an Idempotency-Key; the site looks the key up, explains the estimate, stores it with its row of
            the audit trail and answers {size:N0} bytes after the commit. Bare: a minimal API parses the same JSON and answers as many bytes that never change. A commit each:
            the same, after one row of the columns of an assessment (the answer stands for the explanation) in a table with no index but its key, by plain ADO.NET.

            {contest.Table()}
            """));
        trial.Keep("site", rows, contest.Answered(contenders[0]));
        trial.Keep("bare server with a commit each", committedRows, contest.Answered(contenders[2]));
        trial.Compare(
            [
                .. Connections.Select(count => ($"site to bare, connections: {count}", contest.Ratio(contenders[0], contenders[1], count), count == 64 ? 0.30 : (double?)null)),
                .. Connections.Select(count => ($"site to a commit each, connections: {count}", contest.Ratio(contenders[0], contenders[2], count), count == 1 ? 0.90 : (double?)null)),
            ]);
    }

    /// <summary>Keeps an answer of the site in a file, and tells its size.</summary>
    private static async Task<long> AnswerAsync(TrialSite site, string key, string file)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Path, UriKind.Relative))
        {
            Content = JsonContent.Create(new BarePatient(55, "female", 162, 82.5, 150, 85, "normal", "normal", false, false, true)),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
        };
        using var answer = await site.Http.SendAsync(request);
        var bytes = await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
        await File.WriteAllBytesAsync(file, bytes);
        return bytes.Length;
    }
}
