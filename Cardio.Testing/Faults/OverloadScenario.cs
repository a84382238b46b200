
namespace Cardio.Testing.Faults;

/// <summary>Offers ten times the capacity of the site; then floods it with sign-ins during predictions.</summary>
internal static class OverloadScenario
{
    private const int Connections = 450; // of the 500 that a process accepts
    private const double MaximumLatency = 2; // seconds
    private const double Recovery = 5; // seconds
    private const long MaximumMemory = 512L * 1024 * 1024;

    public static async Task RunAsync(Trial trial)
    {
        var seconds = trial.Count(full: 15, brief: 2);
        var site = trial.Start();
        await site.ReadyAsync();
        var flood = new Flood(site, trial.Key());
        await flood.RunAsync(64, seconds: trial.Count(full: 10, brief: 1)); // warms up
        var before = await flood.RunAsync(64, seconds);
        var peak = before.Count(answer => answer.Status == 201) / (double)seconds;
        trial.Require(before.All(answer => answer.Status == 201 || answer.IsBusy), $"At 64 connections: {AnswerTally.Format(before)}.");

        using var memory = new MemoryWatch(site);
        var during = await flood.RunAsync(Connections, seconds, rate: 10 * peak);
        var recovered = await RecoverAsync(flood);
        var accepted = during.Where(answer => answer.Status == 201).ToList();
        var (goodput, p99) = (accepted.Count / (double)seconds, AnswerTally.Percentile(accepted, 0.99));
        trial.Require(
            goodput >= 0.7 * peak || trial.IsShort, $"Goodput fell to {goodput:0} per second, {goodput / peak:0.00} of the peak.");
        trial.Require(trial.IsWithin(TimeSpan.FromMilliseconds(p99), MaximumLatency), $"p99 of the accepted requests was {p99:0} ms.");
        trial.Require(
            during.All(answer => answer.Status == 201 || (answer.Status is 429 or 503 && answer.HasRetryAfter)),
            $"At ten times the capacity: {AnswerTally.Format(during)}.");
        trial.Require(recovered is { } took && trial.IsWithin(took, Recovery), $"The site did not recover within {Recovery} s.");
        trial.Observe(
            $"Capacity {peak:0} durable posts per second (64 connections: {AnswerTally.Format(before)}, ",
            $"p99 {AnswerTally.Percentile(before, 0.99):0} ms). ",
            $"Ten times that over {Connections} connections for {seconds} s: {AnswerTally.Format(during)}; ",
            $"goodput {goodput:0} per second, {goodput / peak:0.00} of the peak; p99 of the accepted requests {p99:0} ms; ",
            $"recovered after {recovered?.TotalSeconds ?? double.NaN:0.0} s.");

        await SignInsAsync(trial);
        trial.Require(memory.Maximum < MaximumMemory, $"Resident memory rose to {memory.Maximum / 1048576} MiB.");
        trial.Observe($"Resident memory at most {memory.Maximum / 1048576} MiB.");
        trial.VerifyAudit();
    }

    /// <summary>Returns the time until a single connection gets fast responses again.</summary>
    private static Task<TimeSpan?> RecoverAsync(Flood flood) => Wait.UntilAsync(
        async () => await flood.RunAsync(1, 0.3) is { Count: > 5 } answers
            && answers.All(answer => answer is { Status: 201, Milliseconds: < 200 }),
        30);

    private static async Task SignInsAsync(Trial trial)
    {
        var site = trial.Start(("Accounts__FailureBurst", "1000000"), ("Accounts__PasswordHashIterations", "220000"));
        await site.ReadyAsync();
        var key = trial.Key();
        var acknowledged = new Acknowledged();
        var seconds = trial.Count(full: 10, brief: 2);
        List<BenchmarkDoctor> attackers = [];
        for (var number = 0; number < 32; number++)
            attackers.Add(await BenchmarkDoctor.OpenSignInAsync(site));
        await using (var warmUp = new Load([site], key, 4, acknowledged, pause: 20))
            await Task.Delay(trial.Count(full: 3000, brief: 500));
        List<Answer> baseline, underAttack;
        await using (var load = new Load([site], key, 4, acknowledged, pause: 20))
        {
            await Task.Delay(seconds * 1000);
            await load.StopAsync();
            baseline = [.. load.Answers];
        }
        using var duration = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        await using (var load = new Load([site], key, 4, acknowledged, pause: 20))
        {
            var guesses = await Task.WhenAll(attackers.Select((attacker, number) => GuessAsync(attacker, number, duration.Token)));
            await load.StopAsync();
            underAttack = [.. load.Answers];
            List<Answer> signIns = [.. guesses.SelectMany(answers => answers)];
            trial.Require(
                underAttack.All(answer => answer.Status == 201),
                $"Predictions during the flood of sign-ins: {AnswerTally.Format(underAttack)}.");
            trial.Require(
                signIns.All(answer => answer.Status is 200 or 400 or 422 or 429 || answer.IsBusy),
                $"Sign-ins: {AnswerTally.Format(signIns)}.");
            var p99 = AnswerTally.Percentile(underAttack, 0.99);
            trial.Require(
                trial.IsWithin(TimeSpan.FromMilliseconds(p99), MaximumLatency),
                $"p99 of the predictions during the flood of sign-ins was {p99:0} ms.");
            trial.Observe(
                $"{attackers.Count} attackers guess passwords without pause for {seconds} s ({AnswerTally.Format(signIns)}): ",
                $"predictions of four clients {AnswerTally.Format(underAttack)}, p99 {p99:0} ms ",
                $"(before: {AnswerTally.Format(baseline)}, p99 {AnswerTally.Percentile(baseline, 0.99):0} ms).");
        }
        attackers.ForEach(attacker => attacker.Dispose());
    }

    private static async Task<List<Answer>> GuessAsync(BenchmarkDoctor attacker, int number, CancellationToken cancellationToken)
    {
        var answers = new List<Answer>();
        while (!cancellationToken.IsCancellationRequested)
        {
            var email = $"attacker{number}-{answers.Count}@cardio.example";
            answers.Add(await attacker.SubmitPasswordAsync(email, "a guess of fifteen characters"));
        }
        return answers;
    }
}
