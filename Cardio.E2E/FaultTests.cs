using Cardio.Benchmarks.Faults;

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
    [InlineData("idempotency", "postgres")]
    [InlineData("inputs", "sqlite")]
    [InlineData("lock", "postgres")]
    [InlineData("disk", "sqlite")]
    [InlineData("model", "sqlite")]
    [InlineData("migrate", "sqlite")]
    [InlineData("migrate", "postgres")]
    [InlineData("overload", "sqlite")]
    [InlineData("slow", "sqlite")]
    [InlineData("clock", "sqlite")]
    public async Task The_site_survives(string fault, string engine)
    {
        var result = await Scenarios.RunAsync(fault, engine, isShort: true);
        if (result.Refusal is { } refusal) Assert.Skip(refusal);
        Assert.Empty(result.Faults);
        Assert.NotEmpty(result.Seen);
        foreach (var sentence in result.Seen) TestContext.Current.SendDiagnosticMessage(sentence);
    }
}
