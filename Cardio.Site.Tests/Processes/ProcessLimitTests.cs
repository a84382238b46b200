using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;
using Dapper;

namespace Cardio.Site.Tests.Processes;

/// <summary>The limits per request and connection: Decisions/Running/0016-process-limits.md.</summary>
public sealed class ProcessLimitTests
{
    [Fact]
    public async Task A_body_above_the_limit_is_rejected()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await using var site = await SiteProcess.Start(database, new() { ["Https__Required"] = "false" }).ReadyAsync();
        using var http = new HttpClient { BaseAddress = site.Address };
        using var large = new FormUrlEncodedContent([new("Email", new string('a', 70_000))]);
        using var answer = await http.PostAsync(new Uri("/sign-in", UriKind.Relative), large, TestContext.Current.CancellationToken);
        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge });
    }

    [Fact]
    public async Task Incomplete_headers_time_out()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await using var site = await SiteProcess.Start(database).ReadyAsync();
        using var slow = new TcpClient();
        await slow.ConnectAsync(site.Address.Host, site.Address.Port, TestContext.Current.CancellationToken);
        var clock = Stopwatch.StartNew();
        await slow.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: cardio"u8.ToArray(), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(slow.GetStream());
        var response = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 408", response, StringComparison.Ordinal);
        Assert.InRange(clock.Elapsed.TotalSeconds, 8, 15);
    }

    [Fact]
    public async Task A_page_that_waits_for_the_database_times_out()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Postgres);
        await using var site = await SiteProcess.Start(database, new() { ["ASPNETCORE_ENVIRONMENT"] = "Development" }).ReadyAsync();
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = site.Address };
        var doctor = new Visitor(http, "en");
        await doctor.SignInAsync("doctor@cardio.example");

        await using (var other = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken))
        await using (await other.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await other.ExecuteAsync("lock table assessment");
            var clock = Stopwatch.StartNew();
            using var late = await doctor.GetAsync("/assessments");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, late.StatusCode);
            Assert.InRange(clock.Elapsed.TotalSeconds, 4, 14);
        }
        await doctor.PageAsync("/assessments");
    }
}
