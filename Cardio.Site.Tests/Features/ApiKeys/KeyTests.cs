using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Accounts.Users;
using Cardio.Site.Features.ApiKeys;
using Cardio.Site.Tests.Features.Accounts.Users;
using Cardio.Site.Tests.Support;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Cardio.Site.Tests.Features.ApiKeys;

public sealed class KeyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Key_reads_the_model_card(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var key = await CreateKeyAsync(host);
        using var response = await AskAsync(host, $"Bearer {key}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        using var card = JsonDocument.Parse(await response.Content.ReadAsStreamAsync(Cancellation));
        Assert.Equal(host.Services.GetRequiredService<ServedModel>().Current!.Version, card.RootElement.GetProperty("version").GetString());

        using var again = Request($"Bearer {key}");
        again.Headers.IfNoneMatch.Add(response.Headers.ETag!);
        using var unchanged = await host.Anonymous().SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task Rejects_invalid_keys_with_problem_details()
    {
        await using var host = await CardioHost.StartAsync();
        var key = $"{await CreateKeyAsync(host)}";
        var revoked = await CreateKeyAsync(host);
        Assert.True(await Store(host).RevokeAsync(revoked.Id, "console", Cancellation));
        var disabled = await CreateKeyAsync(host, "leaves@hospital.example");
        await host.Services.GetRequiredService<UserChanges>().DisableAsync(
            await host.IdAsync("leaves@hospital.example"), await host.IdAsync("admin@cardio.example"), Cancellation);
        var other = await CreateKeyAsync(host, "other@hospital.example");
        string?[] headers =
        [
            null, "", "Bearer", "Bearer ", $"Basic {key}", key,
            $"Bearer {key[..^1]}",
            $"Bearer {key[..^1]}{(key[^1] == 'A' ? 'B' : 'A')}",
            $"Bearer {key}A",
            $"Bearer {key[..30]}",
            $"Bearer cardio_{other.Id}_{key.Split('_', 3)[2]}",
            $"Bearer {revoked}",
            $"Bearer {disabled}",
            "Bearer cardio_000000000000_" + new string('A', 43),
            "Bearer cardio_'; drop t_" + new string('A', 43),
            $"Bearer {key.ToUpperInvariant()}",
        ];
        foreach (var header in headers)
        {
            using var response = await AskAsync(host, header);
            await IsRefusedAsync(response, HttpStatusCode.Unauthorized, header);
        }
        host.Time.Advance(TimeSpan.FromDays(366));
        using var expired = await AskAsync(host, $"Bearer {key}");
        await IsRefusedAsync(expired, HttpStatusCode.Unauthorized, "expired");
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Concurrent_lookups_keep_keys_apart_and_see_revocation_at_once(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var store = Store(host);
        string[] ids = [(await CreateKeyAsync(host)).Id, (await CreateKeyAsync(host, "other@hospital.example")).Id, "000000000000"];
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var others = Enumerable.Range(0, 20).Select(i => AskOnAsync(ids[i % 3])).ToArray();
        Assert.Equal(KeyState.Active, (await store.FindAsync(ids[0], Cancellation))!.State(host.Time.GetUtcNow()));

        Assert.True(await store.RevokeAsync(ids[0], "console", Cancellation));
        Assert.Equal(KeyState.Revoked, (await store.FindAsync(ids[0], Cancellation))!.State(host.Time.GetUtcNow()));
        Assert.Equal(KeyState.Active, (await store.FindAsync(ids[1], Cancellation))!.State(host.Time.GetUtcNow()));
        await end.CancelAsync();
        Assert.All(await Task.WhenAll(others), asked => Assert.True(asked > 0));

        async Task<int> AskOnAsync(string id)
        {
            await Task.Yield();
            var asked = 0;
            for (; !end.IsCancellationRequested; asked++)
                Assert.Equal(id == ids[2] ? null : id, (await store.FindAsync(id, Cancellation))?.Id);
            return asked;
        }
    }

    [Fact]
    public async Task Hanging_lookup_fails_fast_and_the_next_succeeds()
    {
        await using var host = await CardioHost.StartAsync(DatabaseEngine.Postgres);
        var key = await CreateKeyAsync(host);
        await using (var connection = await host.Database.Source.OpenConnectionAsync(Cancellation))
        await using (var transaction = await connection.BeginTransactionAsync(Cancellation))
        {
            await connection.ExecuteAsync("lock table api_key in access exclusive mode", transaction: transaction);
            var waiting = Enumerable.Range(0, 5).Select(_ => Store(host).FindAsync(key.Id, Cancellation)).ToArray();
            foreach (var lookup in waiting)
            {
                var failure = await Assert.ThrowsAsync<BusyException>(() => lookup);
                Assert.IsType<TimeoutException>(failure.GetBaseException()); // before the request times out
            }
        }
        Assert.NotNull(await Store(host).FindAsync(key.Id, Cancellation));
    }

    [Fact]
    public async Task Cookies_do_not_open_the_API_and_keys_do_not_open_pages()
    {
        await using var host = await CardioHost.StartAsync();
        var admin = await host.AdminAsync();
        using (var model = await admin.GetAsync("/api/v1/model")) await IsRefusedAsync(model, HttpStatusCode.Unauthorized, "cookie");
        using (var unknown = await admin.GetAsync("/api/v1/nothing")) await IsRefusedAsync(unknown, HttpStatusCode.Unauthorized, "cookie");

        using var request = Request($"Bearer {await CreateKeyAsync(host)}", "/assessments");
        using var page = await host.Anonymous().SendAsync(request);
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
    }

    [Fact]
    public async Task Unknown_API_address_answers_404()
    {
        await using var host = await CardioHost.StartAsync();
        using var request = Request($"Bearer {await CreateKeyAsync(host)}", "/api/v1/nothing");
        using var response = await host.Anonymous().SendAsync(request);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Key_has_the_current_roles_of_its_owner()
    {
        await using var host = await CardioHost.StartAsync();
        var key = await CreateKeyAsync(host);
        var list = host.Services.GetRequiredService<UserList>();
        var owner = (await list.FindAsync(await host.IdAsync("doctor@cardio.example"), Cancellation))!;
        await host.Services.GetRequiredService<UserChanges>()
            .SetRolesAsync(owner, ["manager"], await host.IdAsync("admin@cardio.example"), Cancellation);
        Assert.Equal(["manager"], (await Store(host).FindAsync(key.Id, Cancellation))!.Roles);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Page_shows_a_key_once_and_the_database_only_its_hash(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var admin = await host.AdminAsync();
        var fields = await FormAsync(host);
        using var created = await admin.PostAsync("/administration/keys", fields, htmx: true);
        var key = (await Visitor.ReadAsync(created)).QuerySelector("#new-key")!.TextContent;
        Assert.Matches("^cardio_[0-9a-f]{12}_[A-Za-z0-9_-]{43}$", key);
        using (var response = await AskAsync(host, $"Bearer {key}")) Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        var secret = key.Split('_', 3)[2];
        Assert.DoesNotContain(secret, (await admin.PageAsync("/administration/keys")).DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.DoesNotContain(host.Log.Lines, line => line.Contains(secret, StringComparison.Ordinal));
        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        var row = await connection.QuerySingleAsync<string>("select id || name || scope || secret_sha256 from api_key");
        Assert.DoesNotContain(secret, row, StringComparison.Ordinal);
        Assert.Contains("assessments scores", row, StringComparison.Ordinal);

        using (var revoked = await admin.PostAsync("/administration/keys", new() { ["key"] = key.Split('_')[1] }, handler: "Revoke"))
            Assert.Equal("/administration/keys", revoked.Headers.Location?.OriginalString);
        using var dead = await AskAsync(host, $"Bearer {key}");
        await IsRefusedAsync(dead, HttpStatusCode.Unauthorized, "revoked");
        Assert.Equal(
            ["keyCreated", "keyRevoked"],
            await connection.QueryAsync<string>("select action from audit_event where action like 'key%' order by sequence"));
    }

    [Theory]
    [InlineData("Input.Days", "0", "#Input_Days")]
    [InlineData("Input.Days", "731", "#Input_Days")]
    [InlineData("Input.Days", "many", "#Input_Days")]
    [InlineData("Input.Name", "", "#Input_Name")]
    [InlineData("Input.Owner", "", "#Input_Owner")]
    [InlineData("Input.Owner", "0199aa00-0000-7000-8000-000000000000", "#Input_Owner")]
    [InlineData("Input.Scopes", "everything", "#Input_Scopes")]
    public async Task Explains_invalid_form_values(string field, string value, string place)
    {
        await using var host = await CardioHost.StartAsync();
        var fields = await FormAsync(host);
        fields.Remove("Input.Scopes");
        fields[field] = value;
        using var response = await (await host.AdminAsync()).PostAsync("/administration/keys", fields, htmx: true);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(place, (await Visitor.ReadAsync(response)).QuerySelector(".error-summary a")!.GetAttribute("href"));
    }

    internal static async Task IsRefusedAsync(HttpResponseMessage response, HttpStatusCode status, string? what)
    {
        Assert.True(response.StatusCode == status, $"{what}: {response.StatusCode}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Null(response.Headers.Location);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStreamAsync(Cancellation));
        Assert.Equal((int)status, problem.RootElement.GetProperty("status").GetInt32());
    }

    private static async Task<Dictionary<string, string?>> FormAsync(CardioHost host) => new()
    {
        ["Input.Owner"] = $"{await host.IdAsync("doctor@cardio.example")}",
        ["Input.Name"] = "Hospital system",
        ["Input.Scopes[0]"] = "assessments",
        ["Input.Scopes[1]"] = "scores",
        ["Input.Days"] = "30",
    };

    private static KeyStore Store(CardioHost host) => host.Services.GetRequiredService<KeyStore>();

    private static async Task<KeyText> CreateKeyAsync(CardioHost host, string owner = "doctor@cardio.example")
    {
        var id = owner == "doctor@cardio.example" ? await host.IdAsync(owner) : await host.MakeAsync(owner, "doctor");
        return (await Store(host).CreateAsync(new(id, "test", ["scores"], 365), "console", Cancellation))!;
    }

    private static Task<HttpResponseMessage> AskAsync(CardioHost host, string? header) => host.Anonymous().SendAsync(Request(header));

    private static HttpRequestMessage Request(string? header, string path = "/api/v1/model")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (header is not null) request.Headers.TryAddWithoutValidation("Authorization", header);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return request;
    }
}
