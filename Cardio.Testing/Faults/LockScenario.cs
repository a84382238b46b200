using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Cardio.Testing.Faults;

/// <summary>Another connection locks the database against writes, first briefly, then for a long time.</summary>
internal static class LockScenario
{
    private const int Clients = 8;
    private const double MaximumWait = 6; // seconds

    public static async Task RunAsync(Trial trial)
    {
        var site = trial.Start();
        await site.ReadyAsync();
        var key = trial.Key();
        var acknowledged = new Acknowledged();
        var brief = await HoldAsync(trial, site, key, acknowledged, TimeSpan.FromSeconds(trial.Count(full: 3, brief: 1)));
        trial.Require(brief.Answers.All(answer => answer.Status == 201), $"Brief lock: {AnswerTally.Format(brief.Answers)}.");
        trial.Require(brief.Longest > 800, $"Brief lock: no post waited; the longest took {brief.Longest:0} ms.");
        trial.Observe(
            $"Locked for {trial.Count(full: 3, brief: 1)} s: {AnswerTally.Format(brief.Answers)}, ",
            $"the slowest after {brief.Longest / 1000:0.0} s.");

        var length = TimeSpan.FromSeconds(trial.Count(full: 20, brief: 7));
        var extended = await HoldAsync(trial, site, key, acknowledged, length);
        trial.Require(
            extended.Answers.All(answer => answer.Status == 201 || answer.IsBusy),
            $"Locked for {length.TotalSeconds} s: {AnswerTally.Format(extended.Answers)}.");
        var late = extended.Answers
            .Where(answer => answer.Status == 503)
            .Select(answer => answer.Milliseconds)
            .DefaultIfEmpty()
            .Max();
        trial.Require(
            extended.Answers.Any(answer => answer.IsBusy), $"Locked for {length.TotalSeconds} s: no request was rejected.");
        trial.Require(trial.IsWithin(TimeSpan.FromMilliseconds(late), MaximumWait), $"A 503 came after {late / 1000:0.0} s.");
        trial.Observe(
            $"Locked for {length.TotalSeconds:0} s: {AnswerTally.Format(extended.Answers)}, ",
            $"the slowest 503 after {late / 1000:0.0} s.");

        foreach (var reads in new[] { brief.Reads, extended.Reads })
            trial.Require(reads.All(answer => answer.Status == 200), $"Reads during the lock: {AnswerTally.Format(reads)}.");
        var all = brief.Reads.Concat(extended.Reads).ToList();
        trial.Observe(
            $"Reads during the lock (an assessment, the list, the history of the doctor): {AnswerTally.Format(all)}, ",
            $"p95 {AnswerTally.Percentile(all, 0.95):0} ms.");
        await acknowledged.CompareAsync(trial);
        trial.VerifyAudit();
        trial.Observe($"{acknowledged.Count} acknowledged, each stored once and unchanged; the audit trail verifies.");
    }

    private sealed record LockPeriod(List<Answer> Answers, List<Answer> Reads)
    {
        public double Longest => Answers.Max(answer => answer.Milliseconds);
    }

    private static async Task<LockPeriod> HoldAsync(
        Trial trial, SiteProcess site, string key, Acknowledged acknowledged, TimeSpan length)
    {
        using var client = site.Client(key);
        using var doctor = await BenchmarkDoctor.SignInAsync(site);
        var patient = SentPatient.Create($"L-{length.TotalSeconds}");
        var first = await client.MeasureAsync(patient);
        acknowledged.Add(patient, first.Body);
        var assessment = $"/assessments/{JsonNode.Parse(first.Body)!["id"]}";
        Func<Task<Answer>>[] requests =
        [
            () => client.MeasureAsync(HttpMethod.Get, assessment),
            () => doctor.GetAsync("/assessments"),
            () => client.MeasureAsync(HttpMethod.Get, "/assessments"),
        ];

        await using var load = new Load([site], key, Clients, acknowledged, pause: 20);
        await Task.Delay(300);
        var reads = new List<Answer>();
        await using (var holder = await trial.OpenAsync())
        {
            await Trial.ExecuteAsync(
                holder, trial.IsSqlite ? "begin immediate" : "begin; lock table assessment in share row exclusive mode");
            for (var clock = Stopwatch.StartNew(); clock.Elapsed < length; await Task.Delay(50))
            {
                foreach (var send in requests.Where(_ => clock.Elapsed < length)) reads.Add(await send());
            }
            await Trial.ExecuteAsync(holder, "rollback");
        }
        await Task.Delay(300);
        await load.StopAsync();
        return new([.. load.Answers], reads);
    }
}
