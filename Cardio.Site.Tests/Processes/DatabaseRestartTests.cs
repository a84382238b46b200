using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Cardio.Site.Tests.Support;
using Dapper;

namespace Cardio.Site.Tests.Processes;

/// <summary>
/// PostgreSQL restarts under load: the site answers 503 and recovers by itself. Every acknowledged assessment is stored once.
/// </summary>
public sealed class DatabaseRestartTests
{
    private const int Doctors = 2;
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(5);
    private static readonly Dictionary<string, string?> Trial = new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Staging",
        ["Demo__Accounts"] = "true",
        ["Https__Required"] = "false",
    };

    private readonly ConcurrentQueue<(string Code, HttpStatusCode Status, bool HasRetryAfter)> _posted = [];
    private int _counter;

    [Fact]
    public async Task A_restart_of_PostgreSQL_pauses_the_site_and_loses_nothing()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var server = PostgresServer.StartForOneTest();
        await using var database = await TestDatabase.OnAsync(server);
        await using (var release = SiteProcess.Start(database, Trial, "migrate")) Assert.Equal(0, await release.EndAsync());
        await using var first = SiteProcess.Start(database, Trial);
        await using var second = SiteProcess.Start(database, Trial);
        await Task.WhenAll(first.ReadyAsync(), second.ReadyAsync());

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var doctors = Enumerable.Range(0, Doctors)
            .SelectMany(_ => new[] { first, second })
            .Select(site => WorkAsync(site, stop.Token))
            .ToList();
        await UntilAsync(() => Acknowledged() >= 20, TimeSpan.FromSeconds(30));

        var before = _posted.Count;
        server.Restart();
        var clock = Stopwatch.StartNew();
        var stored = Acknowledged();
        await UntilAsync(() => Acknowledged() >= stored + (4 * Doctors), Recovery);
        var rejected = _posted.Skip(before).Count(post => post.Status == HttpStatusCode.ServiceUnavailable);
        TestContext.Current.SendDiagnosticMessage($"Recovered after {clock.ElapsedMilliseconds} ms; {rejected} requests got 503.");
        await Task.Delay(500, cancellation);
        await stop.CancelAsync();
        await Task.WhenAll(doctors);

        Assert.All(_posted, post => Assert.True(
            (int)post.Status is (>= 200 and < 400) or 503, $"{post.Status}. {first.Output} {second.Output}"));
        Assert.Contains(_posted, post => post.Status == HttpStatusCode.ServiceUnavailable);
        Assert.All(
            _posted.Where(post => post.Status == HttpStatusCode.ServiceUnavailable), post => Assert.True(post.HasRetryAfter));
        await using (var connection = await database.Source.OpenConnectionAsync(cancellation))
        {
            var rows = (await connection.QueryAsync<string>("select patient_code from assessment")).ToList();
            Assert.Equal(rows.Distinct().Count(), rows.Count);
            Assert.Empty(_posted.Where(post => post.Status == HttpStatusCode.Redirect).Select(post => post.Code).Except(rows));
        }
        await using var verify = SiteProcess.Start(database, Trial, "audit", "verify");
        Assert.True(await verify.EndAsync() == 0, $"{verify.Output} {verify.Errors}");
    }

    /// <summary>Submits one patient after another from a form that is fetched once, like a page that stays open.</summary>
    private async Task WorkAsync(SiteProcess site, CancellationToken stop)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = site.Address };
        var doctor = new Visitor(http, "en");
        await doctor.SignInAsync("doctor@cardio.example");
        var page = await doctor.PageAsync("/assessments/new");
        var hidden = page.QuerySelectorAll("main form input[type=hidden][name]")
            .ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value"));
        while (!stop.IsCancellationRequested)
        {
            var code = $"R-{Interlocked.Increment(ref _counter)}";
            var fields = SamplePatients.Valid(("PatientCode", code));
            foreach (var (name, value) in hidden) fields.TryAdd(name, value);
            using var response = await doctor.SendAsync(HttpMethod.Post, "/assessments/new", fields, htmx: false);
            _posted.Enqueue((code, response.StatusCode, response.Headers.RetryAfter is not null));
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private int Acknowledged() => _posted.Count(post => post.Status == HttpStatusCode.Redirect);

    private async Task UntilAsync(Func<bool> isDone, TimeSpan limit)
    {
        for (var clock = Stopwatch.StartNew(); !isDone(); await Task.Delay(20, TestContext.Current.CancellationToken))
            Assert.True(clock.Elapsed < limit, $"Not within {limit}: {string.Join(", ", _posted.TakeLast(20))}");
    }
}
