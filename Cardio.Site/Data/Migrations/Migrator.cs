using System.Data.Common;
using Cardio.Site.Data.Connections;
using Dapper;
using DbUp;
using DbUp.Builder;
using DbUp.Engine;

namespace Cardio.Site.Data.Migrations;

/// <summary>Brings the schema up to date: embedded, numbered scripts, each run once, under a lock that all processes share.</summary>
public sealed partial class Migrator(DatabaseOptions options, DbDataSource database, ILogger<Migrator> log)
{
    private const long AdvisoryLock = 0x43_61_72_64_69_6F; // "Cardio"

    /// <summary>Runs the scripts that this database has not seen.</summary>
    /// <exception cref="InvalidOperationException">A script failed; the database is as it was before.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        if (options.Engine == DatabaseEngine.Sqlite) await PrepareFileAsync(cancellationToken);

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (options.Engine == DatabaseEngine.Postgres)
            await connection.ExecuteAsync("set statement_timeout = 0; set lock_timeout = 0; select pg_advisory_lock(@AdvisoryLock)", new { AdvisoryLock }, commandTimeout: 600);
        try
        {
            Upgrade();
        }
        finally
        {
            if (options.Engine == DatabaseEngine.Postgres)
                await connection.ExecuteAsync("select pg_advisory_unlock(@AdvisoryLock)", new { AdvisoryLock });
        }
    }

    /// <summary>On SQLite the single transaction is the lock: it is begun immediate, before the journal is read.</summary>
    private void Upgrade()
    {
        var result = Engine().PerformUpgrade();
        if (!result.Successful)
            throw new InvalidOperationException($"The migration {result.ErrorScript?.Name} failed.", result.Error);
        foreach (var script in result.Scripts) LogMigrated(script.Name);
    }

    /// <summary>Whether every script has run on this database.</summary>
    public bool IsCurrent() => !Engine().IsUpgradeRequired();

    private UpgradeEngine Engine()
    {
        var folder = options.Engine == DatabaseEngine.Sqlite ? ".sqlite." : ".postgres.";
        return Target()
            .WithScriptsEmbeddedInAssembly(typeof(Migrator).Assembly, name => name.Contains(folder, StringComparison.Ordinal))
            .WithTransaction()
            .LogToNowhere()
            .Build();
    }

    private UpgradeEngineBuilder Target() => options.Engine == DatabaseEngine.Sqlite
        ? DeployChanges.To.SqliteDatabase(options.ConnectionString).JournalToSqliteTable("schema_version")
        : DeployChanges.To.PostgresqlDatabase(options.MigrationConnectionString).JournalToPostgresqlTable("public", "schema_version");

    private async Task PrepareFileAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync("pragma journal_mode = wal");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Migrated the database: {Script}")]
    private partial void LogMigrated(string script);
}
