using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Cardio.Site.Tests.Processes;

/// <summary>Metrics, traces and logs describe the work of the site, but no patient and no user.</summary>
public sealed class TelemetryTests
{
    private const string Code = "SECRET-CODE-77";
    private const string Token = "SECRET-TOKEN-78";
    private static readonly string[] Metrics =
    [
        "cardio_assessments", "cardio_inputs_refused", "cardio_scoring_duration_seconds_count", "cardio_model_info",
        "http_server_request_duration",
    ];

    private static readonly string[] Private = [Code, Token, "doctor@cardio.example"];

    [Fact]
    public async Task Metrics_traces_and_logs_contain_no_personal_data()
    {
        await using var collector = await Collector.StartAsync();
        var port = SiteProcess.FreePort();
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await using var site = await SiteProcess.Start(database, new()
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Staging",
            ["Demo__Accounts"] = "true",
            ["DYNO"] = "web.1",
            ["Database__AllowEphemeral"] = "true",
            ["Telemetry__PrometheusPort"] = $"{port}",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        }).ReadyAsync();
        await using var router = await Router.StartAsync();
        router.Processes = [site.Address];
        var log = site.Output.Length; // the start logs the demo accounts

        var doctor = router.Visitor();
        await doctor.SignInAsync("doctor@cardio.example");
        using (await doctor.PostAsync("/assessments/new", SamplePatients.Valid(("PatientCode", Code))))
        using (await doctor.PostAsync("/assessments/new", SamplePatients.Valid(("PatientCode", Code), ("AgeYears", "900"))))
        {
        }
        foreach (var path in new[] { $"/invitation/{Token}", $"/set-up/{Token}", $"/set-up/{Token}/and-more" })
            (await router.Visitor().GetAsync(path)).Dispose();
        using (await router.Visitor().SendAsync(HttpMethod.Post, $"/invitation/{Token}", [], htmx: false)) // rejected, which is logged
        {
        }

        using var http = new HttpClient();
        var metrics = await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/metrics"), TestContext.Current.CancellationToken);
        foreach (var name in Metrics) Assert.Contains(name, metrics, StringComparison.Ordinal);
        site.Terminate(); // flushes the exporters
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
    public async Task Logs_are_JSON_with_the_trace_id_of_the_error_page()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await using var site = await SiteProcess.Start(database, new() { ["Https__Required"] = "false" }).ReadyAsync();
        await using (var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken))
            await connection.ExecuteAsync(
                """
                drop table account_session; drop table account_recovery_code; drop table account_passkey;
                alter table account rename to elsewhere
                """);
        using var http = new HttpClient { BaseAddress = site.Address };
        var visitor = new Visitor(http, "en");
        using var answer = await visitor.PostAsync("/sign-in", new() { ["Email"] = "a@b.example", ["Password"] = "none" });
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var traceId = (await Visitor.ReadAsync(answer)).QuerySelector("main code")!.TextContent;
        // The console logger writes asynchronously.
        for (var i = 0; i < 200 && !site.Output.Contains(traceId, StringComparison.Ordinal); i++)
            await Task.Delay(50, TestContext.Current.CancellationToken);

        var lines = site.Output.Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var failure = lines.Single(line => line.GetProperty("LogLevel").GetString() == "Error" && line.TryGetProperty("Exception", out _));
        var scopes = failure.GetProperty("Scopes").EnumerateArray().ToList();
        Assert.Contains(scopes, scope => scope.TryGetProperty("TraceId", out var id) && id.GetString() == traceId);
        Assert.All(scopes, scope => Assert.False(scope.TryGetProperty("RequestPath", out _)));
        Assert.DoesNotContain("a@b.example", site.Output, StringComparison.Ordinal);
    }

    /// <summary>Receives OTLP over http.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly WebApplication _app;
        private readonly ConcurrentQueue<(string Path, string Text)> _received = [];

        private Collector(WebApplication app) => _app = app;

        public string Address => _app.Urls.First();

        public IEnumerable<string> Paths => _received.Select(request => request.Path);

        public string Text => string.Concat(_received.Select(request => request.Text));

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
