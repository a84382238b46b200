using System.Diagnostics;

namespace Cardio.Testing.Faults;

/// <summary>Fault scenario that the site must survive.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="RunAsync">Causes the fault and checks the site.</param>
/// <param name="IsOfPostgres">Whether it needs PostgreSQL.</param>
internal sealed record Scenario(string Name, Func<Trial, Task> RunAsync, bool IsOfPostgres = false);

/// <summary>Result of a scenario.</summary>
/// <param name="Scenario">Name of the scenario.</param>
/// <param name="Engine"><c>sqlite</c> or <c>postgres</c>.</param>
/// <param name="Refusal">Reason why it could not run on this machine, or null.</param>
/// <param name="Faults">Failed checks; empty if it passed.</param>
/// <param name="Observations">Counts and measurements, one sentence each.</param>
/// <param name="Took">Duration.</param>
public sealed record FaultResult(
    string Scenario,
    string Engine,
    string? Refusal,
    IReadOnlyList<string> Faults,
    IReadOnlyList<string> Observations,
    TimeSpan Took);

/// <summary>Fault scenarios, run against real processes.</summary>
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

    /// <summary>Runs a scenario on one database engine.</summary>
    /// <param name="name">Name of the scenario.</param>
    /// <param name="engine"><c>sqlite</c> or <c>postgres</c>.</param>
    /// <param name="isShort">Few rounds and generous time limits, for CI; otherwise the documented counts.</param>
    public static async Task<FaultResult> RunAsync(string name, string engine, bool isShort)
    {
        var scenario = All.Single(scenario => scenario.Name == name);
        if (!OperatingSystem.IsLinux()) return new(name, engine, "The fault scenarios need Linux.", [], [], TimeSpan.Zero);
        if (engine == "postgres" && !PostgresServer.IsInstalled)
            return new(name, engine, "PostgreSQL is not installed on this machine.", [], [], TimeSpan.Zero);
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
        return new(name, engine, trial.Refusal, [.. trial.Faults], [.. trial.Observations], clock.Elapsed);
    }
}
