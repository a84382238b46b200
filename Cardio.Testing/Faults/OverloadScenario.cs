
namespace Cardio.Testing.Faults;

/// <summary>Ten times what the site can do; then a flood of sign-ins beside predictions.</summary>
internal static class OverloadScenario
{
    private const int Connections = 450; // of the 500 that a process takes
    private const double Accepted = 2; // seconds
    private const double Recovery = 5; // seconds
    private const long MostMemory = 512L * 1024 * 1024;

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
        trial.Require(goodput >= 0.7 * peak || trial.IsShort, $"Goodput fell to {goodput:0} a second, {goodput / peak:0.00} of the peak.");
        trial.Require(trial.IsWithin(TimeSpan.FromMilliseconds(p99), Accepted), $"p99 of the accepted was {p99:0} ms.");
        trial.Require(during.All(answer => answer.Status == 201 || (answer.Status is 429 or 503 && answer.HasRetryAfter)), $"At ten times the capacity: {AnswerTally.Format(during)}.");
        trial.Require(recovered is { } took && trial.IsWithin(took, Recovery), $"It did not recover within {Recovery} s.");
        trial.See($"Capacity {peak:0} durable posts a second (64 connections: {AnswerTally.Format(before)}, p99 {AnswerTally.Percentile(before, 0.99):0} ms); ten times that offered over {Connections} connections for {seconds} s: {AnswerTally.Format(during)}; goodput {goodput:0} a second, {goodput / peak:0.00} of the peak; p99 of the accepted {p99:0} ms; recovered {recovered?.TotalSeconds ?? double.NaN:0.0} s after.");

        await SignInsAsync(trial);
        trial.Require(memory.Most < MostMemory, $"Resident memory rose to {memory.Most / 1048576} MiB.");
        trial.See($"Resident memory {memory.Most / 1048576} MiB at most.");
        trial.VerifyAudit();
    }

    /// <summary>Time until a single connection is answered twenty times in a row as if nothing were.</summary>
    private static Task<TimeSpan?> RecoverAsync(Flood flood) => Wait.UntilAsync(
        async () => await flood.RunAsync(1, 0.3) is { Count: > 5 } answers && answers.All(answer => answer is { Status: 201, Milliseconds: < 200 }), 30);

    private static async Task SignInsAsync(Trial trial)
    {
        var site = trial.Start(("Accounts__FailureBurst", "1000000"), ("Accounts__PasswordHashIterations", "220000"));
        await site.ReadyAsync();
        var key = trial.Key();
        var acknowledged = new Acknowledged();
        var seconds = trial.Count(full: 10, brief: 2);
        List<BenchmarkDoctor> strangers = [];
        for (var number = 0; number < 32; number++) strangers.Add(await BenchmarkDoctor.ComeAsync(site));
        await using (var warm = new Load([site], key, 4, acknowledged, pause: 20)) await Task.Delay(trial.Count(full: 3000, brief: 500));
        List<Answer> quiet, loud;
        await using (var load = new Load([site], key, 4, acknowledged, pause: 20))
        {
            await Task.Delay(seconds * 1000);
            await load.StopAsync();
            quiet = [.. load.Answers];
        }
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        await using (var load = new Load([site], key, 4, acknowledged, pause: 20))
        {
            var guesses = await Task.WhenAll(strangers.Select((stranger, number) => GuessAsync(stranger, number, enough.Token)));
            await load.StopAsync();
            loud = [.. load.Answers];
            List<Answer> signIns = [.. guesses.SelectMany(answers => answers)];
            trial.Require(loud.All(answer => answer.Status == 201), $"Predictions in the flood of sign-ins: {AnswerTally.Format(loud)}.");
            trial.Require(signIns.All(answer => answer.Status is 200 or 400 or 422 or 429 || answer.IsBusy), $"Sign-ins: {AnswerTally.Format(signIns)}.");
            var p99 = AnswerTally.Percentile(loud, 0.99);
            trial.Require(trial.IsWithin(TimeSpan.FromMilliseconds(p99), Accepted), $"Predictions took {p99:0} ms at p99 in the flood of sign-ins.");
            trial.See($"{strangers.Count} strangers guess passwords without pause for {seconds} s ({AnswerTally.Format(signIns)}): predictions {AnswerTally.Format(loud)} of four clients, p99 {p99:0} ms (before: {AnswerTally.Format(quiet)}, p99 {AnswerTally.Percentile(quiet, 0.99):0} ms).");
        }
        strangers.ForEach(stranger => stranger.Dispose());
    }

    private static async Task<List<Answer>> GuessAsync(BenchmarkDoctor stranger, int number, CancellationToken enough)
    {
        var answers = new List<Answer>();
        while (!enough.IsCancellationRequested) answers.Add(await stranger.TryAsync($"stranger{number}-{answers.Count}@cardio.example", "a guess of fifteen characters"));
        return answers;
    }
}
