using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Processes;

/// <summary>Scripts can read the output of a command, because it contains nothing else.</summary>
public sealed class CommandOutputTests
{
    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task A_command_prints_its_own_lines_only(string environment)
    {
        var settings = new Dictionary<string, string?> { ["ASPNETCORE_ENVIRONMENT"] = environment };
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await using (var migrate = SiteProcess.Start(database, settings, "migrate"))
        {
            Assert.Equal(0, await migrate.EndAsync());
            Assert.Equal(("", ""), (migrate.Output, migrate.Errors));
        }
        await using (var verify = SiteProcess.Start(database, settings, "audit", "verify"))
        {
            Assert.Equal(0, await verify.EndAsync());
            Assert.Contains("all in order", Assert.Single(verify.Output.Split('\n')), StringComparison.Ordinal);
            Assert.Equal("", verify.Errors);
        }
        await using var purge = SiteProcess.Start(database, settings, "purge");
        await purge.EndAsync();
        Assert.DoesNotContain("info:", purge.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("LogLevel", purge.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_runs_while_the_site_uses_the_metrics_port()
    {
        using var metrics = new TcpListener(IPAddress.Any, 0);
        metrics.Start();
        var port = ((IPEndPoint)metrics.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await using var verify = SiteProcess.Start(database, new() { ["Telemetry__PrometheusPort"] = port }, "audit", "verify");
        Assert.Equal(0, await verify.EndAsync());
        Assert.Equal("", verify.Errors);
    }
}
