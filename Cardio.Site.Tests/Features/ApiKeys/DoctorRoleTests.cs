using System.Net;
using System.Text;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Accounts.Users;
using Cardio.Site.Features.ApiKeys;
using Cardio.Site.Features.Assessments.Batches.Work;
using Cardio.Site.Tests.Features.Assessments.Batches;
using Cardio.Site.Tests.Support;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Cardio.Site.Tests.Features.ApiKeys;

/// <summary>Checks that scopes end with the role doctor of the account.</summary>
public sealed class DoctorRoleTests
{
    private const string Doctor = "doctor@cardio.example";

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Scopes_end_at_once_with_the_role_doctor(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var client = await ApiTestClient.CreateAsync(host);
        using var created = await client.PostAsync("/assessments", ApiTestClient.Patient(), ("Idempotency-Key", "visit-1"));
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var path = created.Headers.Location!.OriginalString["/api/v1".Length..];

        await SetRolesAsync(host, "manager");
        foreach (var (method, address) in Requests(path))
        {
            using var refused = await client.SendAsync(method, address, Body(address));
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.Equal("doctorRoleNeeded", (string?)(await ApiTestClient.ReadAsync(refused))["code"]);
        }
        using var replayed = await client.PostAsync("/assessments", ApiTestClient.Patient(), ("Idempotency-Key", "visit-1"));
        Assert.Equal(HttpStatusCode.Forbidden, replayed.StatusCode);
        using var card = await client.GetAsync("/model");
        Assert.Equal(HttpStatusCode.OK, card.StatusCode);
        Assert.Equal(1, await CountAsync(host, "assessment"));

        await SetRolesAsync(host, "doctor");
        using var again = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Theory]
    [InlineData("manager@cardio.example")]
    [InlineData("admin@cardio.example")]
    public async Task Only_doctors_can_own_keys_with_scopes(string owner)
    {
        await using var host = await CardioHost.StartAsync();
        var store = host.Services.GetRequiredService<KeyStore>();
        var account = (await store.OwnersAsync(TestContext.Current.CancellationToken)).Single(one => one.Email == owner);
        Assert.False(account.IsDoctor);
        Assert.Null(await store.CreateAsync(new(account.Id, "test", ["scores"], 30), "console", TestContext.Current.CancellationToken));
        Assert.NotNull(await store.CreateAsync(new(account.Id, "card", [], 30), "console", TestContext.Current.CancellationToken));

        var admin = await host.AdminAsync();
        using var refused = await admin.PostAsync("/administration/keys", new()
        {
            ["Input.Owner"] = $"{account.Id}", ["Input.Name"] = "ward", ["Input.Scopes"] = "assessments", ["Input.Days"] = "30",
        });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains(
            "is not a doctor",
            (await Visitor.ReadAsync(refused)).QuerySelector("#scope-error")!.TextContent,
            StringComparison.Ordinal);
        Assert.Single(await store.AllAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Role_page_names_the_keys_that_would_stop()
    {
        await using var host = await CardioHost.StartAsync();
        await ApiTestClient.CreateAsync(host);
        var admin = await host.AdminAsync();
        var id = await DoctorIdAsync(host);
        string Hint(AngleSharp.Html.Dom.IHtmlDocument page) => page.QuerySelector("#keys-of-role")!.TextContent;
        Assert.Equal(
            "Removing the role Doctor stops these API keys immediately: test.",
            Hint(await admin.PageAsync($"/administration/users/{id}")));
        await SetRolesAsync(host, "manager");
        Assert.Contains("do not work", Hint(await admin.PageAsync($"/administration/users/{id}")), StringComparison.Ordinal);
        Assert.Contains(
            "Owner is not a doctor", (await admin.PageAsync("/administration/keys")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Cancels_waiting_batches_of_a_former_doctor(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var client = await ApiTestClient.CreateAsync(host);
        await host.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>()
            .OfType<BatchWorker>()
            .Single()
            .StopAsync(TestContext.Current.CancellationToken);
        using var accepted = await client.SendAsync(
            HttpMethod.Post, "/batches", new StringContent(Batching.Table(20), Encoding.UTF8, "text/csv"));
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        await SetRolesAsync(host, "manager");
        var worker = ActivatorUtilities.CreateInstance<BatchWorker>(host.Services);
        Assert.True(await worker.RunNextAsync(TestContext.Current.CancellationToken));
        Assert.False(await worker.RunNextAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, await CountAsync(host, "assessment"));
        Assert.Equal(1, await CountAsync(host, "batch where state = 'cancelled'"));
    }

    private static (HttpMethod, string)[] Requests(string assessment) =>
    [
        (HttpMethod.Get, assessment), (HttpMethod.Get, "/assessments"), (HttpMethod.Post, "/assessments"), (
            HttpMethod.Put, $"{assessment}/outcome"),
        (HttpMethod.Post, "/scores"), (HttpMethod.Post, "/batches"), (HttpMethod.Get, "/batches"),
    ];

    private static string? Body(string address) => address == "/assessments" ? ApiTestClient.Patient().ToJsonString() : null;

    private static async Task SetRolesAsync(CardioHost host, params string[] roles)
    {
        var user = (await host.Services.GetRequiredService<UserList>()
            .FindAsync(await DoctorIdAsync(host), TestContext.Current.CancellationToken))!;
        var changes = host.Services.GetRequiredService<UserChanges>();
        Assert.Equal(
            UserChangeResult.Changed, await changes.SetRolesAsync(user, roles, Guid.NewGuid(), TestContext.Current.CancellationToken));
    }

    private static async Task<Guid> DoctorIdAsync(CardioHost host) =>
        (
            await host.Services.GetRequiredService<KeyStore>()
                .OwnersAsync(TestContext.Current.CancellationToken)).Single(one => one.Email == Doctor).Id;

    private static async Task<int> CountAsync(CardioHost host, string table)
    {
        await using var connection = await host.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await connection.ExecuteScalarAsync<int>($"select count(*) from {table}");
    }
}
