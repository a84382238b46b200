using System.Data.Common;
using Cardio.Site.Data.Connections;
using Dapper;
using DbUp;
using DbUp.Builder;
using DbUp.Engine;

namespace Cardio.Site.Data.Migrations;

/// <summary>
/// Brings the schema up to date with embedded, numbered scripts. Each script runs once, under a lock that all processes share.
/// </summary>
public sealed partial class Migrator(DatabaseOptions options, DbDataSource database, ILogger<Migrator> log)
{
    private const long AdvisoryLock = 0x43_61_72_64_69_6F; // "Cardio"
    private const string LockPostgres =
        "set statement_timeout = 0; set lock_timeout = 0; select pg_advisory_lock(@AdvisoryLock)";
    private const string UnlockPostgres = "select pg_advisory_unlock(@AdvisoryLock)";

    private const string JournalSchema = "public";
    private const string Journal = "schema_version";
    private const string SelectScripts = $"select scriptname from {Journal}";
    private const string SelectScriptsPostgres = $"select scriptname from {JournalSchema}.{Journal}";

    private readonly IReadOnlyList<string> _scripts =
        [.. typeof(Migrator).Assembly.GetManifestResourceNames().Where(name => IsScript(name, options.Engine))];

    /// <summary>Runs the scripts that have not run on this database.</summary>
    /// <exception cref="InvalidOperationException">A script failed; the database is unchanged.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        if (options.Engine == DatabaseEngine.Sqlite) await EnableWriteAheadLogAsync(cancellationToken);

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (options.Engine == DatabaseEngine.Postgres)
            await connection.ExecuteAsync(LockPostgres, new { AdvisoryLock }, commandTimeout: 600);
        try
        {
            Upgrade();
        }
        finally
        {
            if (options.Engine == DatabaseEngine.Postgres) await connection.ExecuteAsync(UnlockPostgres, new { AdvisoryLock });
        }
    }

    /// <summary>Runs the upgrade. On SQLite its immediate transaction is the lock: it starts before the journal is read.</summary>
    private void Upgrade()
    {
        var result = CreateEngine().PerformUpgrade();
        if (!result.Successful)
            throw new InvalidOperationException($"The migration {result.ErrorScript?.Name} failed.", result.Error);
        foreach (var script in result.Scripts) LogMigrated(script.Name);
    }

    /// <summary>Whether every script has run. Cheap, because every readiness check asks: it reads the journal only.</summary>
    internal async Task<bool> IsCurrentAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var isPostgres = options.Engine == DatabaseEngine.Postgres;
        if (!await connection.HasTableAsync(isPostgres ? $"{JournalSchema}.{Journal}" : Journal, cancellationToken)) return false;
        var select = isPostgres ? SelectScriptsPostgres : SelectScripts;
        var applied = await connection.QueryAsync<string>(new(select, cancellationToken: cancellationToken));
        return _scripts.All(applied.ToHashSet(StringComparer.Ordinal).Contains);
    }

    private UpgradeEngine CreateEngine() => CreateTarget()
        .WithScriptsEmbeddedInAssembly(typeof(Migrator).Assembly, name => IsScript(name, options.Engine))
        .WithTransaction()
        .LogToNowhere()
        .Build();

    private UpgradeEngineBuilder CreateTarget() => options.Engine == DatabaseEngine.Sqlite
        ? DeployChanges.To.SqliteDatabase(options.ConnectionString).JournalToSqliteTable(Journal)
        : DeployChanges.To.PostgresqlDatabase(options.MigrationConnectionString).JournalToPostgresqlTable(JournalSchema, Journal);

    private static bool IsScript(string resource, DatabaseEngine engine) =>
        resource.Contains(engine == DatabaseEngine.Sqlite ? ".sqlite." : ".postgres.", StringComparison.Ordinal);

    private async Task EnableWriteAheadLogAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync("pragma journal_mode = wal");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Migrated the database: {Script}")]
    private partial void LogMigrated(string script);
}
