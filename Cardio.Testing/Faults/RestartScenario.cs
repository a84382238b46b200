using System.Globalization;

namespace Cardio.Testing.Faults;

/// <summary>PostgreSQL is restarted three times under the load of careful clients, who come again under the same key, at two processes.</summary>
internal static class RestartScenario
{
    private const int Programs = 8;
    private const double Recovery = 5; // seconds

    private static readonly string[] Modes = ["fast", "immediate", "fast"];

    public static async Task RunAsync(Trial trial)
    {
        SiteProcess[] sites = [trial.Start(), trial.Start()];
        foreach (var site in sites) await site.ReadyAsync();
        var acknowledged = new Acknowledged();
        await using var load = new Load(sites, trial.Key(), Programs, acknowledged, comesAgain: true, pause: 5);
        foreach (var mode in Modes.Take(trial.Count(full: 3, brief: 1)))
        {
            await Task.Delay(trial.Count(full: 3000, brief: 1000));
            trial.Databases.Restart(mode);
            var before = acknowledged.Count;
            var back = await Wait.UntilAsync(() => Task.FromResult(acknowledged.Count >= before + (2 * Programs)), 30);
            trial.Require(back is { } took && trial.IsWithin(took, Recovery), $"After a restart ({mode}) patients were stored again after {back?.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) ?? "more than 30"} s.");
            trial.See($"Restart ({mode}): patients are stored again {back?.TotalSeconds ?? double.NaN:0.0} s after the server is there.");
        }
        await Task.Delay(500);
        await load.StopAsync();
        trial.Require(load.Answers.All(answer => answer.Status == 201 || answer.IsBusy), $"{AnswerTally.Format(load.Answers)}: {load.Answers.FirstOrDefault(answer => answer is not { Status: 201 } and not { IsBusy: true })?.Body}");
        trial.Require(load.Answers.Any(answer => answer.IsBusy), $"Nobody noticed: {AnswerTally.Format(load.Answers)}.");
        await acknowledged.CompareAsync(trial);
        trial.VerifyAudit();
        trial.See($"{AnswerTally.Format(load.Answers)}; {acknowledged.Count} acknowledged, each there once and equal; the audit trail verifies.");
    }
}
