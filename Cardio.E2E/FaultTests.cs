using Cardio.Testing.Faults;

namespace Cardio.E2E;

/// <summary>
/// Short runs of the fault scenarios; <c>Cardio.Benchmarks -- faults</c> runs them in full. PostgreSQL restarts and SIGTERM are tested
/// in <c>DatabaseRestartTests</c> and <c>StoppingTests</c> of <c>Cardio.Site.Tests</c>.
/// </summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData("kill", "sqlite")]
    [InlineData("kill", "postgres")]
    [InlineData("idempotency", "sqlite")]
    [InlineData("inputs", "sqlite")]
    [InlineData("disk", "sqlite")]
    [InlineData("model", "sqlite")]
    [InlineData("migrate", "sqlite")]
    public Task Site_keeps_every_acknowledged_assessment(string fault, string engine) => SurvivesAsync(fault, engine);

    internal static async Task SurvivesAsync(string fault, string engine)
    {
        var result = await Scenarios.RunAsync(fault, engine, isShort: true);
        if (result.Refusal is { } refusal) Assert.Skip(refusal);
        Assert.Empty(result.Faults);
        Assert.NotEmpty(result.Observations);
        foreach (var sentence in result.Observations) TestContext.Current.SendDiagnosticMessage(sentence);
    }
}

/// <summary>Short runs of the scenarios that measure response times and mostly wait.</summary>
public sealed class PatienceTests
{
    [Theory]
    [InlineData("lock", "postgres")]
    [InlineData("overload", "sqlite")]
    [InlineData("slow", "sqlite")]
    [InlineData("clock", "sqlite")]
    public Task Site_responds_in_time(string fault, string engine) => FaultTests.SurvivesAsync(fault, engine);
}
