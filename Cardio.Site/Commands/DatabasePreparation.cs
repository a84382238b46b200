using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Migrations;
using Microsoft.Data.Sqlite;

namespace Cardio.Site.Commands;

/// <summary>What every start and every command does before it uses the database: checks first, then the schema.</summary>
internal sealed class DatabasePreparation(DatabaseOptions options, EphemeralDisk disk, SecretCheck secret, Migrator migrator)
{
    /// <summary>Brings the schema up to date where disk and secret are right.</summary>
    /// <exception cref="SettingException">Nothing was written, for the reason that it gives.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        disk.Refuse();
        await secret.CompareAsync(cancellationToken);
        MakeFolder();
        await migrator.MigrateAsync(cancellationToken);
        await secret.KeepAsync(cancellationToken);
    }

    private void MakeFolder()
    {
        if (options.Engine != DatabaseEngine.Sqlite) return;
        var folder = Path.GetDirectoryName(new SqliteConnectionStringBuilder(options.ConnectionString).DataSource);
        try
        {
            if (folder is { Length: > 0 }) Directory.CreateDirectory(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"ConnectionStrings__Cardio: the folder {folder} cannot be made: {failure.Message}");
        }
    }
}
