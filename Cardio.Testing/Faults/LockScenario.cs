using System.Diagnostics;

namespace Cardio.Testing.Faults;

/// <summary>Another connection holds the database, so that nothing can be written: first for a moment, then for long.</summary>
internal static class LockScenario
{
    private const int Programs = 8;
    private const double Refused = 6; // seconds

    public static async Task RunAsync(Trial trial)
    {
        var site = trial.Start();
        await site.ReadyAsync();
        var key = trial.Key();
        var acknowledged = new Acknowledged();
        var moment = await HoldAsync(trial, site, key, acknowledged, TimeSpan.FromSeconds(trial.Count(full: 3, brief: 1)));
        trial.Require(moment.Answers.All(answer => answer.Status == 201), $"Locked for a moment: {AnswerTally.Format(moment.Answers)}.");
        trial.Require(moment.Longest > 800, $"Locked for a moment: nobody waited, the longest post took {moment.Longest:0} ms.");
        trial.See($"Locked for {trial.Count(full: 3, brief: 1)} s: {AnswerTally.Format(moment.Answers)}, the slowest after {moment.Longest / 1000:0.0} s.");

        var length = TimeSpan.FromSeconds(trial.Count(full: 20, brief: 7));
        var spell = await HoldAsync(trial, site, key, acknowledged, length);
        trial.Require(spell.Answers.All(answer => answer.Status == 201 || answer.IsBusy), $"Locked for {length.TotalSeconds} s: {AnswerTally.Format(spell.Answers)}.");
        var late = spell.Answers.Where(answer => answer.Status == 503).Select(answer => answer.Milliseconds).DefaultIfEmpty().Max();
        trial.Require(spell.Answers.Any(answer => answer.IsBusy), $"Locked for {length.TotalSeconds} s: nobody was refused.");
        trial.Require(trial.IsWithin(TimeSpan.FromMilliseconds(late), Refused), $"A 503 came after {late / 1000:0.0} s.");
        trial.See($"Locked for {length.TotalSeconds:0} s: {AnswerTally.Format(spell.Answers)}, the slowest 503 after {late / 1000:0.0} s.");

        foreach (var reads in new[] { moment.Reads, spell.Reads }) trial.Require(reads.All(answer => answer.Status == 200), $"Reads meanwhile: {AnswerTally.Format(reads)}.");
        var all = moment.Reads.Concat(spell.Reads).ToList();
        trial.See($"Reads meanwhile (an assessment, the list, the doctor's history): {AnswerTally.Format(all)}, {AnswerTally.Percentile(all, 0.95):0} ms at p95.");
        await acknowledged.CompareAsync(trial);
        trial.VerifyAudit();
        trial.See($"{acknowledged.Count} acknowledged, each there once and equal; the audit trail verifies.");
    }

    private sealed record Spell(List<Answer> Answers, List<Answer> Reads)
    {
        public double Longest => Answers.Max(answer => answer.Milliseconds);
    }

    private static async Task<Spell> HoldAsync(Trial trial, SiteProcess site, string key, Acknowledged acknowledged, TimeSpan length)
    {
        using var client = site.Client(key);
        using var doctor = await BenchmarkDoctor.SignInAsync(site);
        var patient = SentPatient.Create($"L-{length.TotalSeconds}");
        var first = await client.MeasureAsync(patient);
        acknowledged.Add(patient, first.Body);
        var one = $"/assessments/{System.Text.Json.Nodes.JsonNode.Parse(first.Body)!["id"]}";
        Func<Task<Answer>>[] requests =
        [
            () => client.MeasureAsync(HttpMethod.Get, one),
            () => doctor.GetAsync("/assessments"),
            () => client.MeasureAsync(HttpMethod.Get, "/assessments"),
        ];

        await using var load = new Load([site], key, Programs, acknowledged, pause: 20);
        await Task.Delay(300);
        var reads = new List<Answer>();
        await using (var holder = await trial.OpenAsync())
        {
            await Trial.ExecuteAsync(holder, trial.IsSqlite ? "begin immediate" : "begin; lock table assessment in share row exclusive mode");
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
