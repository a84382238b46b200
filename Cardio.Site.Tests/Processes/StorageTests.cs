using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Cardio.Site.Tests.Processes;

/// <summary>The site refuses places where data would be lost, and detects a lost database file.</summary>
public sealed class StorageTests
{
    private static readonly string[] Mounts =
    [
        "22 1 0:21 / / rw,relatime - overlay overlay rw,lowerdir=/a",
        "23 22 0:22 / /tmp rw - tmpfs tmpfs rw",
        "24 22 254:1 / /data rw,relatime shared:1 - ext4 /dev/vda rw",
        "25 22 254:2 / /with\\040space rw - xfs /dev/vdb rw",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/app/data/cardio.db", true)]
    [InlineData("/tmp/cardio.db", true)]
    [InlineData("/data/cardio.db", false)]
    [InlineData("/database/cardio.db", true)]
    [InlineData("/with space/cardio.db", false)]
    public void A_container_layer_and_memory_are_ephemeral(string path, bool isEphemeral) =>
        Assert.Equal(isEphemeral, EphemeralDisk.IsEphemeral(path, Mounts));

    [Theory]
    [InlineData("Production", "")]
    [InlineData("Staging", "")]
    [InlineData("Production", "migrate")]
    public async Task A_database_on_the_disk_of_a_dyno_is_rejected(string environment, string command)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var settings = new Dictionary<string, string?> { ["DYNO"] = "web.1", ["ASPNETCORE_ENVIRONMENT"] = environment };
        await using var refused = SiteProcess.Start(database, settings, command.Length == 0 ? [] : [command]);
        Assert.Equal(1, await refused.EndAsync());
        Assert.StartsWith("DATABASE_URL is missing", Assert.Single(refused.Errors.Split('\n')), StringComparison.Ordinal);
        Assert.False(File.Exists(new SqliteConnectionStringBuilder(database.Options.ConnectionString).DataSource));
    }

    [Fact]
    public async Task A_dyno_starts_with_PostgreSQL_or_an_explicit_permission()
    {
        await using var postgres = await TestDatabase.CreateAsync(DatabaseEngine.Postgres);
        await using var site = await SiteProcess.Start(postgres, new() { ["DYNO"] = "web.1" }).ReadyAsync();
        await using var sqlite = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await using var trial = await SiteProcess.Start(
            sqlite, new() { ["DYNO"] = "web.1", ["Database__AllowEphemeral"] = "true" }).ReadyAsync();
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("move")]
    [InlineData("replace")]
    [InlineData("log")]
    public async Task Writes_to_a_lost_file_are_not_acknowledged(string loss)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var file = new SqliteConnectionStringBuilder(database.Options.ConnectionString).DataSource;
        await using var site = await SiteProcess.Start(
            database, new() { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["CARDIO_SECRET"] = TestDatabase.Secret }).ReadyAsync();
        var key = await KeyAsync(database);
        using var http = new HttpClient { BaseAddress = site.Address };
        Assert.Equal(HttpStatusCode.Created, (await AssessAsync(http, key)).StatusCode);

        var aside = $"{file}.aside";
        if (loss == "replace") File.Copy(file, aside);
        if (loss is "delete") foreach (var part in (string[])["", "-wal", "-shm"]) File.Delete($"{file}{part}");
        if (loss == "move") File.Move(file, aside);
        if (loss == "replace") File.Move(aside, file, overwrite: true);
        if (loss == "log") File.Delete($"{file}-wal");
        using var refused = await AssessAsync(http, key);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        if (loss == "log") return; // detected only at the next write
        using var ready = await http.GetAsync("/health/ready", Cancellation);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("was moved, deleted or replaced", site.Output, StringComparison.Ordinal);
        if (loss != "move") return;

        File.Move(aside, file);
        Assert.Equal(HttpStatusCode.Created, (await AssessAsync(http, key)).StatusCode);
    }

    private static async Task<string> KeyAsync(TestDatabase database)
    {
        await using var create = SiteProcess.Start(
            database,
            new() { ["ASPNETCORE_ENVIRONMENT"] = "Development" },
            "key", "create", "--owner", "doctor@cardio.example", "--scope", "assessments");
        Assert.Equal(0, await create.EndAsync());
        return create.Output;
    }

    private static Task<HttpResponseMessage> AssessAsync(HttpClient http, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/assessments")
        {
            Content = new StringContent(ApiTestClient.Patient().ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http.SendAsync(request, Cancellation);
    }
}
