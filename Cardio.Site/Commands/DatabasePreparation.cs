using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Migrations;
using Microsoft.Data.Sqlite;

namespace Cardio.Site.Commands;

/// <summary>Prepares the database before a start or a command uses it: first the checks, then the schema.</summary>
internal sealed class DatabasePreparation(DatabaseOptions options, EphemeralDisk disk, SecretCheck secret, Migrator migrator)
{
    /// <summary>Checks the disk and the secret, then brings the schema up to date.</summary>
    /// <exception cref="SettingException">A check failed; nothing was written.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        disk.ThrowIfEphemeral();
        await secret.CompareAsync(cancellationToken);
        CreateFolder();
        await migrator.MigrateAsync(cancellationToken);
        await secret.StoreAsync(cancellationToken);
    }

    private void CreateFolder()
    {
        if (options.Engine != DatabaseEngine.Sqlite) return;
        var folder = Path.GetDirectoryName(new SqliteConnectionStringBuilder(options.ConnectionString).DataSource);
        try
        {
            if (folder is { Length: > 0 }) Directory.CreateDirectory(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"ConnectionStrings__Cardio: the folder {folder} cannot be created: {failure.Message}");
        }
    }
}
