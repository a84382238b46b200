using System.Diagnostics;

namespace Cardio.Testing.Faults;

/// <summary>A fault that the site must survive.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="RunAsync">Brings it about and looks.</param>
/// <param name="IsOfPostgres">Whether it is one of a database server.</param>
internal sealed record Scenario(string Name, Func<Trial, Task> RunAsync, bool IsOfPostgres = false);

/// <summary>What came of a scenario.</summary>
/// <param name="Scenario">Its name.</param>
/// <param name="Engine"><c>sqlite</c> or <c>postgres</c>.</param>
/// <param name="Refusal">Why it could not run on this machine, or null.</param>
/// <param name="Faults">What did not hold; empty where it passed.</param>
/// <param name="Seen">What was counted and measured.</param>
/// <param name="Took">How long it took.</param>
public sealed record FaultResult(string Scenario, string Engine, string? Refusal, IReadOnlyList<string> Faults, IReadOnlyList<string> Seen, TimeSpan Took);

/// <summary>The faults that the site must survive, each against real processes.</summary>
public static class Scenarios
{
    internal static readonly Scenario[] All =
    [
        new("kill", KillScenario.RunAsync),
        new("idempotency", IdempotencyScenario.RunAsync),
        new("inputs", InputsScenario.RunAsync),
        new("lock", LockScenario.RunAsync),
        new("disk", DiskScenario.RunAsync),
        new("restart", RestartScenario.RunAsync, IsOfPostgres: true),
        new("stop", StopScenario.RunAsync),
        new("model", ModelScenario.RunAsync),
        new("migrate", MigrateScenario.RunAsync),
        new("overload", OverloadScenario.RunAsync),
        new("slow", SlowScenario.RunAsync),
        new("clock", ClockScenario.RunAsync),
    ];

    /// <summary>Runs one on one engine.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="engine"><c>sqlite</c> or <c>postgres</c>.</param>
    /// <param name="isShort">Few rounds and generous limits of time, for CI; otherwise the counts that are promised.</param>
    public static async Task<FaultResult> RunAsync(string name, string engine, bool isShort)
    {
        var scenario = All.Single(one => one.Name == name);
        if (!OperatingSystem.IsLinux()) return new(name, engine, "These faults are brought about on Linux.", [], [], TimeSpan.Zero);
        if (engine == "postgres" && !PostgresServer.IsInstalled) return new(name, engine, "PostgreSQL's own programs are not on this machine.", [], [], TimeSpan.Zero);
        var clock = Stopwatch.StartNew();
        using var trial = new Trial(engine, isShort);
        try
        {
            await scenario.RunAsync(trial);
        }
        catch (Exception failure) when (failure is InvalidOperationException or System.Data.Common.DbException or IOException)
        {
            trial.Require(false, $"{failure.GetType().Name}: {failure.Message}");
        }
        return new(name, engine, trial.Refusal, [.. trial.Faults], [.. trial.Seen], clock.Elapsed);
    }
}
