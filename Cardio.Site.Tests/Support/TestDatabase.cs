using System.Data.Common;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Migrations;
using Cardio.Site.Data.Secrets;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Cardio.Site.Tests.Support;

/// <summary>A database for one test; deleted on disposal.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>The <c>CARDIO_SECRET</c> of every test.</summary>
    public const string Secret = "a secret of the tests, which seals nothing of worth";

    private readonly Lazy<DbDataSource> _source;
    private PostgresServer? _server;

    private TestDatabase(DatabaseEngine engine, string setting)
    {
        Setting = setting;
        Options = DatabaseOptions.From(new ConfigurationBuilder().AddInMemoryCollection([Configuration]).Build(), Path.GetTempPath());
        Assert.Equal(engine, Options.Engine);
        DapperSetup.Apply();
        _source = new(() => DatabaseRegistration.Source(Options));
    }

    /// <summary>Both engines, for theories.</summary>
    public static TheoryData<DatabaseEngine> Engines { get; } = [DatabaseEngine.Sqlite, DatabaseEngine.Postgres];

    /// <summary>The site's setting for this database.</summary>
    public KeyValuePair<string, string?> Configuration =>
        new(Setting.StartsWith("Data Source", StringComparison.Ordinal) ? "ConnectionStrings:Cardio" : "DATABASE_URL", Setting);

    public string Setting { get; }

    public DatabaseOptions Options { get; }

    public DbDataSource Source => _source.Value;

    /// <summary>An empty database.</summary>
    public static async Task<TestDatabase> CreateAsync(DatabaseEngine engine)
    {
        var name = $"cardio_{Guid.NewGuid():N}";
        if (engine == DatabaseEngine.Sqlite) return new(engine, $"Data Source={Path.Combine(Path.GetTempPath(), name)}.db");

        var server = PostgresServer.ConnectionString();
        await using (var connection = new NpgsqlConnection(server))
            await connection.ExecuteAsync($"create database {name}");
        return new(engine, new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 10 }.ToString());
    }

    /// <summary>An empty database of a server that only this test uses.</summary>
    internal static async Task<TestDatabase> OnAsync(PostgresServer server)
    {
        var address = new NpgsqlConnectionStringBuilder(server.Address) { Database = $"cardio_{Guid.NewGuid():N}", MaxPoolSize = 10 };
        await using var connection = new NpgsqlConnection(server.Address);
        await connection.ExecuteAsync($"create database {address.Database}");
        return new(DatabaseEngine.Postgres, address.ToString()) { _server = server };
    }

    /// <summary>An existing SQLite file; it is deleted after the test.</summary>
    public static TestDatabase At(string file) => new(DatabaseEngine.Sqlite, $"Data Source={file}");

    /// <summary>A database with the current schema.</summary>
    public static async Task<TestDatabase> MigratedAsync(DatabaseEngine engine)
    {
        var database = await CreateAsync(engine);
        await database.MigrateAsync();
        return database;
    }

    public Task MigrateAsync() =>
        new Migrator(Options, Source, NullLogger<Migrator>.Instance).MigrateAsync(TestContext.Current.CancellationToken);

    /// <summary>The audit trail of this database.</summary>
    internal AuditTrail Trail(TimeProvider? time = null) =>
        new(Source, Options, SiteSecret(), time ?? TimeProvider.System, NullLogger<AuditTrail>.Instance);

    internal AuditVerification Verification() => new(Source, SiteSecret());

    internal SiteSecret SiteSecret(string? secret = Secret, string environment = "Production")
    {
        var setting = KeyValuePair.Create(Cardio.Site.Data.Secrets.SiteSecret.Variable, secret);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([setting]).Build();
        return new(configuration, new HostingEnvironment { EnvironmentName = environment }, Options);
    }

    /// <summary>The file in which Development keeps the secret.</summary>
    internal string SecretFile => $"{new SqliteConnectionStringBuilder(Options.ConnectionString).DataSource}.secret";

    public async ValueTask DisposeAsync()
    {
        if (_source.IsValueCreated) await _source.Value.DisposeAsync();
        if (Options.Engine == DatabaseEngine.Sqlite)
        {
            using (var own = new SqliteConnection(Options.ConnectionString))
                SqliteConnection.ClearPool(own); // leaves the pools of parallel tests
            var file = new SqliteConnectionStringBuilder(Options.ConnectionString).DataSource;
            foreach (var path in new[] { file, $"{file}-wal", $"{file}-shm", SecretFile }) File.Delete(path);
            return;
        }
        NpgsqlConnection.ClearAllPools();
        await using var connection = new NpgsqlConnection(_server?.Address ?? PostgresServer.ConnectionString());
        await connection.ExecuteAsync($"drop database {new NpgsqlConnectionStringBuilder(Options.ConnectionString).Database} with (force)");
    }
}
