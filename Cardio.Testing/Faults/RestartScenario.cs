using System.Globalization;

namespace Cardio.Testing.Faults;

/// <summary>Restarts PostgreSQL three times while clients of two processes post and retry with the same idempotency key.</summary>
internal static class RestartScenario
{
    private const int Clients = 8;
    private const double Recovery = 5; // seconds

    private static readonly string[] Modes = ["fast", "immediate", "fast"];

    public static async Task RunAsync(Trial trial)
    {
        SiteProcess[] sites = [trial.Start(), trial.Start()];
        foreach (var site in sites) await site.ReadyAsync();
        var acknowledged = new Acknowledged();
        await using var load = new Load(sites, trial.Key(), Clients, acknowledged, retries: true, pause: 5);
        foreach (var mode in Modes.Take(trial.Count(full: 3, brief: 1)))
        {
            await Task.Delay(trial.Count(full: 3000, brief: 1000));
            trial.Databases.Restart(mode);
            var before = acknowledged.Count;
            var back = await Wait.UntilAsync(() => Task.FromResult(acknowledged.Count >= before + (2 * Clients)), 30);
            var seconds = back?.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) ?? "more than 30";
            trial.Require(
                back is { } took && trial.IsWithin(took, Recovery), $"After a restart ({mode}), writes resumed after {seconds} s.");
            trial.Observe($"Restart ({mode}): writes resumed {seconds} s after the server was up.");
        }
        await Task.Delay(500);
        await load.StopAsync();
        trial.RequireStoredOrBusy(load.Answers);
        trial.Require(
            load.Answers.Any(answer => answer.IsBusy), $"The restarts affected no request: {AnswerTally.Format(load.Answers)}.");
        await acknowledged.CompareAsync(trial);
        trial.VerifyAudit();
        trial.Observe(
            $"{AnswerTally.Format(load.Answers)}; {acknowledged.Count} acknowledged, each stored once and unchanged; ",
            $"the audit trail verifies.");
    }
}
