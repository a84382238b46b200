using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;
using Dapper;

namespace Cardio.Site.Tests.Processes;

/// <summary>A wrong or missing setting stops the start with one sentence that names it.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData("CARDIO_SECRET", null)]
    [InlineData("CARDIO_SECRET", "short")]
    [InlineData("DATABASE_URL", "nonsense")]
    [InlineData("DATABASE_URL", "postgres://user:hidden@/")]
    [InlineData("DATABASE_URL", "postgres://user:hidden@127.0.0.1:1/cardio")]
    [InlineData("ConnectionStrings__Cardio", "nonsense")]
    [InlineData("ConnectionStrings__Cardio", "Data Source=/proc/cardio.db")]
    [InlineData("ConnectionStrings__Cardio", "Data Source=/proc/nope/cardio.db")]
    [InlineData("ConnectionStrings__Cardio", "Data Source=/etc/hostname/cardio.db")]
    [InlineData("ConnectionStrings__Cardio", "Data Source=/etc")]
    [InlineData("PORT", "eighty")]
    [InlineData("PORT", "70000")]
    [InlineData("Clinic__TimeZone", "Mars/Olympus")]
    [InlineData("Clinic__DecisionThreshold", "2")]
    [InlineData("Clinic__DecisionThreshold", "half")]
    [InlineData("Accounts__LockoutAfter", "0")]
    [InlineData("Https__Required", "perhaps")]
    [InlineData("Demo__Accounts", "true")]
    [InlineData("Telemetry__PrometheusPort", "0")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "nowhere")]
    public async Task A_wrong_setting_is_reported_in_one_sentence(string name, string? value)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await using var site = SiteProcess.Start(database, new() { [name] = value });
        Assert.Equal(1, await site.EndAsync());
        var sentence = Assert.Single(site.Errors.Split('\n'));
        Assert.StartsWith(name, sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", site.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_reported()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await using var first = await SiteProcess.Start(database).ReadyAsync();
        await using var second = SiteProcess.Start(database, new() { ["PORT"] = $"{first.Address.Port}" });
        Assert.Equal(1, await second.EndAsync());
        Assert.StartsWith("PORT", Assert.Single(second.Errors.Split('\n')), StringComparison.Ordinal);
        // The services that stop with the failed start are not reported as failed.
        Assert.DoesNotContain("BackgroundService", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Production_starts_without_any_account()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await using var site = await SiteProcess.Start(database).ReadyAsync();
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, await connection.ExecuteScalarAsync<int>("select count(*) from account"));
    }
}
