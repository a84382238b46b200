using Cardio.Testing.Faults;

namespace Cardio.E2E;

/// <summary>
/// The short form of the faults that <c>Cardio.Benchmarks -- faults</c> brings about with the counts that are promised. Those of a
/// PostgreSQL that restarts and of SIGTERM are <c>DatabaseRestartTests</c> and <c>StoppingTests</c> of <c>Cardio.Site.Tests</c>.
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
    public Task The_site_keeps_what_it_acknowledged(string fault, string engine) => SurvivesAsync(fault, engine);

    internal static async Task SurvivesAsync(string fault, string engine)
    {
        var result = await Scenarios.RunAsync(fault, engine, isShort: true);
        if (result.Refusal is { } refusal) Assert.Skip(refusal);
        Assert.Empty(result.Faults);
        Assert.NotEmpty(result.Seen);
        foreach (var sentence in result.Seen) TestContext.Current.SendDiagnosticMessage(sentence);
    }
}

/// <summary>The same of those that are about time, and mostly wait.</summary>
public sealed class PatienceTests
{
    [Theory]
    [InlineData("lock", "postgres")]
    [InlineData("overload", "sqlite")]
    [InlineData("slow", "sqlite")]
    [InlineData("clock", "sqlite")]
    public Task The_site_answers_in_time(string fault, string engine) => FaultTests.SurvivesAsync(fault, engine);
}
