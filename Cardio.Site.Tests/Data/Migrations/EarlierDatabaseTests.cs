using System.Text.Json;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace Cardio.Site.Tests.Data.Migrations;

public sealed class EarlierDatabaseTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_audit_trail_of_an_earlier_release_verifies(DatabaseEngine engine)
    {
        await using var host = await StartAsync(engine);
        using var client = host.CreateClient();
        var finding = await host.Database.Verification().RunAsync(EarlierDatabase.Head(engine), Cancel);
        Assert.Null(finding.Fault);
        Assert.Equal(11, finding.Rows);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_api_answers_as_the_earlier_release_did(DatabaseEngine engine)
    {
        await using var host = await StartAsync(engine);
        var client = host.ApiClient(EarlierDatabase.Key(engine));
        var stored = EarlierDatabase.Assessment(engine);
        var id = JsonDocument.Parse(stored).RootElement.GetProperty("id").GetGuid();
        Assert.Equal(stored, await BodyAsync(client, $"/api/v1/assessments/{id}"));
        Assert.Equal(EarlierDatabase.List(engine), await BodyAsync(client, "/api/v1/assessments"));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_record_of_an_earlier_release_reproduces(DatabaseEngine engine)
    {
        await using var host = await StartAsync(engine);
        var doctor = await host.DoctorAsync();
        var id = JsonDocument.Parse(EarlierDatabase.Assessment(engine)).RootElement.GetProperty("id").GetGuid();
        var receipt = await doctor.PageAsync($"/assessments/{id}/receipt");
        Assert.Contains("same result", receipt.QuerySelector("#reproduces")!.TextContent, StringComparison.Ordinal);
        if (engine == DatabaseEngine.Sqlite) Assert.Equal("DY5JA-SXQXC", receipt.QuerySelector("h1 code")!.TextContent);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_keys_of_an_earlier_release_open(DatabaseEngine engine)
    {
        await using var host = await StartAsync(engine);
        var keys = host.Services.GetRequiredService<IKeyManager>().GetAllKeys();
        Assert.NotEmpty(keys);
        Assert.All(keys, key => Assert.NotNull(key.CreateEncryptor()));
    }

    private static async Task<string> BodyAsync(Visitor client, string path)
    {
        using var response = await client.GetAsync(path);
        return await response.Content.ReadAsStringAsync(Cancel);
    }

    private static async Task<CardioHost> StartAsync(DatabaseEngine engine)
    {
        var host = CardioHost.Over(await EarlierDatabase.OpenAsync(engine));
        host.Time.SetUtcNow(new DateTimeOffset(2026, 12, 2, 12, 0, 0, TimeSpan.Zero));
        return host;
    }
}
