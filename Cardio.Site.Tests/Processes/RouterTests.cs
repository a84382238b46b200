using System.Net;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;
using Dapper;

namespace Cardio.Site.Tests.Processes;

/// <summary>As on Heroku: a release phase, several web processes with one PostgreSQL, and a router that terminates https.</summary>
public sealed class RouterTests
{
    private static readonly Dictionary<string, string?> Dyno = new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Staging",
        ["Demo__Accounts"] = "true",
        ["DYNO"] = "web.1",
        ["Database__AllowEphemeral"] = "true",
    };

    [Fact]
    public async Task Two_processes_are_one_site_and_a_restart_loses_nothing()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Postgres);
        await using (var release = SiteProcess.Start(database, Dyno, "migrate")) Assert.Equal(0, await release.EndAsync());

        await using var first = SiteProcess.Start(database, Dyno);
        await using var second = SiteProcess.Start(database, Dyno);
        await Task.WhenAll(first.ReadyAsync(), second.ReadyAsync());
        await using var router = await Router.StartAsync();

        // The router alternates, so each form is fetched from one process and submitted to the other.
        router.Processes = [first.Address, second.Address];
        var doctor = router.Visitor();
        await doctor.SignInAsync("doctor@cardio.example");
        using (var posted = await doctor.PostAsync("/assessments/new", SamplePatients.Valid()))
            Assert.Equal(HttpStatusCode.Redirect, posted.StatusCode);
        using (var posted = await doctor.PostAsync("/assessments/new", SamplePatients.Valid(("PatientCode", "P-8"))))
            Assert.Equal(HttpStatusCode.Redirect, posted.StatusCode);
        Assert.Equal(1, await KeysAsync(database));

        // The daily restart.
        first.Terminate();
        second.Terminate();
        Assert.Equal((0, 0), (await first.EndAsync(), await second.EndAsync()));
        await using var third = await SiteProcess.Start(database, Dyno).ReadyAsync();
        router.Processes = [third.Address];
        var history = (await doctor.PageAsync("/assessments")).Body!.TextContent;
        Assert.Contains("P-7", history, StringComparison.Ordinal);
        Assert.Contains("P-8", history, StringComparison.Ordinal);
        Assert.Equal(1, await KeysAsync(database));
    }

    [Fact]
    public async Task Plain_http_redirects_to_https_and_cookies_are_secure()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await using var site = await SiteProcess.Start(database, Dyno).ReadyAsync();
        await using var router = await Router.StartAsync();
        router.Processes = [site.Address];

        using var redirect = await router.Visitor(router.Http).GetAsync("/sign-in?returnUrl=%2F");
        Assert.Equal(HttpStatusCode.PermanentRedirect, redirect.StatusCode);
        Assert.Equal("https://cardio.example/sign-in?returnUrl=%2F", redirect.Headers.Location?.OriginalString);
        Assert.True(redirect.Headers.Contains("Content-Security-Policy"));
        using var health = await router.Visitor(router.Http).GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);

        using var client = await router.Visitor(router.Http).GetAsync("/api/v1/model");
        Assert.Equal(HttpStatusCode.Forbidden, client.StatusCode);
        Assert.Equal("application/problem+json", client.Content.Headers.ContentType?.MediaType);

        using var page = await router.Visitor().GetAsync("/sign-in");
        Assert.True(page.Headers.Contains("Strict-Transport-Security"));
        Assert.All(page.Headers.GetValues("Set-Cookie"), IsSecure);
        using var signedIn = await router.Visitor().PostAsync(
            "/sign-in", new() { ["Email"] = "doctor@cardio.example", ["Password"] = "cardio-demo-password" });
        Assert.All(signedIn.Headers.GetValues("Set-Cookie"), IsSecure);

        static void IsSecure(string cookie) => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Without_a_proxy_a_client_cannot_claim_https()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await using var site = await SiteProcess.Start(database).ReadyAsync();
        await using var router = await Router.StartAsync();
        router.Processes = [site.Address];
        using var answer = await router.Visitor().GetAsync("/sign-in"); // claims https in a header that is not trusted
        Assert.Equal(HttpStatusCode.PermanentRedirect, answer.StatusCode);
    }

    private static async Task<int> KeysAsync(TestDatabase database)
    {
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await connection.ExecuteScalarAsync<int>("select count(*) from data_protection_key");
    }
}
