using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cardio.Site.Tests.Processes;

/// <summary>A database is used only with the secret that it was created with.</summary>
public sealed class SecretTests
{
    private const string Sentence = "CARDIO_SECRET is not the secret that this database was created with";

    private static readonly Dictionary<string, string?> Other = new() { ["CARDIO_SECRET"] = new string('z', 40) };

    // Removes what the previous version did not have.
    private const string Downgrade = "drop table secret_check; delete from schema_version where scriptname like '%0015%'";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseEngine.Sqlite, false)]
    [InlineData(DatabaseEngine.Postgres, false)]
    [InlineData(DatabaseEngine.Sqlite, true)]
    [InlineData(DatabaseEngine.Postgres, true)]
    public async Task Another_secret_is_rejected_before_anything_is_written(DatabaseEngine engine, bool isPreviousVersion)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using (var first = await SiteProcess.Start(database).ReadyAsync())
        {
            first.Terminate();
            await first.EndAsync();
        }
        if (isPreviousVersion)
        {
            await using var connection = await database.Source.OpenConnectionAsync(Cancellation);
            await connection.ExecuteAsync(Downgrade);
        }
        var before = await ContentAsync(database);
        string[][] commands = [[], ["migrate"], ["key", "create", "--owner", "a@b.example"], ["audit", "verify"], ["rebuild"]];
        foreach (var arguments in commands)
        {
            await using var wrong = SiteProcess.Start(database, Other, arguments);
            Assert.Equal(1, await wrong.EndAsync());
            Assert.Contains(Sentence, wrong.Errors, StringComparison.Ordinal);
        }
        Assert.Equal(before, await ContentAsync(database));

        await using var verify = SiteProcess.Start(database, null, "audit", "verify");
        Assert.Equal(0, await verify.EndAsync());
    }

    [Fact]
    public async Task Of_two_secrets_for_an_empty_database_one_wins()
    {
        await using var database = await TestDatabase.MigratedAsync(DatabaseEngine.Sqlite);
        var (first, second) = (Check(database, TestDatabase.Secret), Check(database, new string('z', 40)));
        await first.CompareAsync(Cancellation);
        await second.CompareAsync(Cancellation); // neither finds a stored code
        await first.StoreAsync(Cancellation);
        await Assert.ThrowsAsync<SettingException>(() => second.StoreAsync(Cancellation));
        await first.StoreAsync(Cancellation);
        await Assert.ThrowsAsync<SettingException>(() => second.CompareAsync(Cancellation));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Nothing_is_appended_to_a_trail_with_an_invalid_head(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.MigratedAsync(engine);
        var entry = new AuditEntry(Actors.Console, AuditAction.KeyRevoked, "1");
        await database.Trail().RecordAsync(entry, Cancellation);
        var foreign = new AuditTrail(
            database.Source, database.Options, database.SiteSecret(new string('z', 40)), TimeProvider.System,
            NullLogger<AuditTrail>.Instance);
        await Assert.ThrowsAsync<BusyException>(() => foreign.RecordAsync(entry, Cancellation));
        await database.Trail().RecordAsync(entry, Cancellation);
        Assert.Null((await database.Verification().RunAsync(null, Cancellation)).Fault);

        await using var connection = await database.Source.OpenConnectionAsync(Cancellation);
        await connection.ExecuteAsync("delete from audit_head");
        await Assert.ThrowsAsync<BusyException>(() => database.Trail().RecordAsync(entry, Cancellation));
    }

    private static SecretCheck Check(TestDatabase database, string secret) =>
        new(database.Source, database.Options, database.SiteSecret(secret));

    /// <summary>Reads the row counts of the tables to which a start might add rows.</summary>
    private static async Task<string> ContentAsync(TestDatabase database)
    {
        await using var connection = await database.Source.OpenConnectionAsync(Cancellation);
        string[] queries =
        [
            "select count(*) from audit_event", "select seal from audit_head", "select count(*) from data_protection_key",
            "select count(*) from schema_version", "select count(*) from set_up_link", "select count(*) from account",
            "select count(*) from api_key",
        ];
        var content = new List<string?>();
        foreach (var query in queries) content.Add(await connection.ExecuteScalarAsync<string>(query));
        return string.Join(' ', content);
    }
}
