using System.IO.Compression;
using System.Text;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Cardio.Site.Tests.Data.Migrations;

/// <summary>
/// Databases that the release of 1 December 2026 (commit bc5c030) made: three assessments of the API, one with an outcome, and a batch
/// of two. Their secret is <see cref="TestDatabase.Secret"/>; beside them are the API's answers of that release.
/// </summary>
internal static class EarlierDatabase
{
    /// <summary>An API key of the demo doctor, stored in the database.</summary>
    public static string Key(DatabaseEngine engine) => engine == DatabaseEngine.Sqlite
        ? "cardio_f3482e38fec9_sYQWBH1Pu5wlFHX4qF1xAo3X6EV23qw-UG8zACD8HAA"
        : "cardio_0a9e6a6f29ff_UIhoGT9sYyAvMz1X22fFpJY-DgYtWo0uB0dXp2onvvA";

    /// <summary>The newest entry of the audit trail, as <c>audit verify</c> printed it.</summary>
    public static AuditHead Head(DatabaseEngine engine) => engine == DatabaseEngine.Sqlite
        ? new() { Sequence = 11, Mac = "bda4235e88bb5974574c4e77dafe9febae233370deb596847cadf40e375f0077" }
        : new() { Sequence = 11, Mac = "80a0476bab8821abed0afe3313b29569630b09b0265bb6ad45bfa31da1a63818" };

    /// <summary>The answer of that release for one assessment.</summary>
    public static string Assessment(DatabaseEngine engine) => File.ReadAllText(PathOf(engine, "-assessment.json"));

    /// <summary>The answer of that release for the list of assessments.</summary>
    public static string List(DatabaseEngine engine) => File.ReadAllText(PathOf(engine, "-list.json"));

    /// <summary>A copy of the database.</summary>
    public static async Task<TestDatabase> OpenAsync(DatabaseEngine engine)
    {
        var database = await TestDatabase.CreateAsync(engine);
        var packed = File.OpenRead(PathOf(engine, engine == DatabaseEngine.Sqlite ? ".db.gz" : ".sql.gz"));
        await using var stored = new GZipStream(packed, CompressionMode.Decompress);
        if (engine == DatabaseEngine.Sqlite)
        {
            await using var file = File.Create(new SqliteConnectionStringBuilder(database.Options.ConnectionString).DataSource);
            await stored.CopyToAsync(file, TestContext.Current.CancellationToken);
            return database;
        }
        using var script = new StreamReader(stored, Encoding.UTF8);
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync(await script.ReadToEndAsync(TestContext.Current.CancellationToken));
        return database;
    }

    private static string PathOf(DatabaseEngine engine, string ending) =>
        Repository.Path($"Cardio.Site.Tests/Data/Migrations/Earlier/{(engine == DatabaseEngine.Sqlite ? "sqlite" : "postgres")}{ending}");
}
