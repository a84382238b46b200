using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Cardio.Site.Tests.Processes;

/// <summary>What leaves the process for those who run it: enough to see how it fares, nothing of a patient or a person.</summary>
public sealed class TelemetryTests
{
    private const string Code = "SECRET-CODE-77";
    private const string Token = "SECRET-TOKEN-78";
    private static readonly string[] Private = [Code, Token, "doctor@cardio.example"];

    [Fact]
    public async Task Metrics_traces_and_logs_tell_of_work_and_of_nobody()
    {
        await using var collector = await Collector.StartAsync();
        var port = Ports.Free();
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await using var site = await SiteProcess.Start(database, new()
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Staging",
            ["Demo__Accounts"] = "true",
            ["DYNO"] = "web.1", ["Database__AllowEphemeral"] = "true",
            ["Telemetry__PrometheusPort"] = $"{port}",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        }).ReadyAsync();
        await using var router = await Router.StartAsync();
        router.Processes = [site.Address];
        var log = site.Output.Length; // the demo accounts were told before

        var doctor = router.Visitor();
        await doctor.SignInAsync("doctor@cardio.example");
        using (await doctor.PostAsync("/assessments/new", SamplePatients.Valid(("PatientCode", Code))))
        using (await doctor.PostAsync("/assessments/new", SamplePatients.Valid(("PatientCode", Code), ("AgeYears", "900"))))
        {
        }
        foreach (var path in new[] { $"/invitation/{Token}", $"/set-up/{Token}", $"/set-up/{Token}/and-more" }) (await router.Visitor().GetAsync(path)).Dispose();
        using (await router.Visitor().SendAsync(HttpMethod.Post, $"/invitation/{Token}", [], htmx: false)) // refused, which is logged
        {
        }

        using var http = new HttpClient();
        var metrics = await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/metrics"), TestContext.Current.CancellationToken);
        foreach (var name in new[] { "cardio_assessments", "cardio_inputs_refused", "cardio_scoring_duration_seconds_count", "cardio_model_info", "http_server_request_duration" })
            Assert.Contains(name, metrics, StringComparison.Ordinal);
        site.Terminate(); // and the last is sent
        Assert.Equal(0, await site.EndAsync());
        Assert.Contains("/v1/traces", collector.Paths);
        Assert.Contains("/v1/metrics", collector.Paths);
        Assert.Contains("cardio.assessments", collector.Text, StringComparison.Ordinal);
        Assert.Contains("/assessments/new", collector.Text, StringComparison.Ordinal);
        Assert.All(Private, text =>
        {
            Assert.DoesNotContain(text, metrics, StringComparison.Ordinal);
            Assert.DoesNotContain(text, collector.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(text, site.Output[log..], StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Logs_are_JSON_with_the_trace_id_that_the_page_shows()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await using var site = await SiteProcess.Start(database, new() { ["Https__Required"] = "false" }).ReadyAsync();
        await using (var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken))
            await Dapper.SqlMapper.ExecuteAsync(connection, "drop table account_session; drop table account_recovery_code; drop table account_passkey; alter table account rename to elsewhere");
        using var http = new HttpClient { BaseAddress = site.Address };
        var visitor = new Visitor(http, "en");
        using var answer = await visitor.PostAsync("/sign-in", new() { ["Email"] = "a@b.example", ["Password"] = "none" });
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var shown = (await Visitor.ReadAsync(answer)).QuerySelector("main code")!.TextContent;
        // The console writes behind.
        for (var i = 0; i < 200 && !site.Output.Contains(shown, StringComparison.Ordinal); i++) await Task.Delay(50, TestContext.Current.CancellationToken);

        var lines = site.Output.Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var failure = lines.Single(line => line.GetProperty("LogLevel").GetString() == "Error" && line.TryGetProperty("Exception", out _));
        Assert.Contains(failure.GetProperty("Scopes").EnumerateArray(), scope => scope.TryGetProperty("TraceId", out var id) && id.GetString() == shown);
        Assert.All(failure.GetProperty("Scopes").EnumerateArray(), scope => Assert.False(scope.TryGetProperty("RequestPath", out _)));
        Assert.DoesNotContain("a@b.example", site.Output, StringComparison.Ordinal);
    }

    /// <summary>Takes what is sent by OTLP over http.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly WebApplication _app;
        private readonly ConcurrentQueue<(string Path, string Text)> _received = [];

        private Collector(WebApplication app) => _app = app;

        public string Address => _app.Urls.First();

        public IEnumerable<string> Paths => _received.Select(one => one.Path);

        public string Text => string.Concat(_received.Select(one => one.Text));

        public static async Task<Collector> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var collector = new Collector(builder.Build());
            collector._app.Run(async http =>
            {
                using var body = new MemoryStream();
                await http.Request.Body.CopyToAsync(body);
                collector._received.Enqueue((http.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
            });
            await collector._app.StartAsync(TestContext.Current.CancellationToken);
            return collector;
        }

        public ValueTask DisposeAsync() => _app.DisposeAsync();
    }
}
