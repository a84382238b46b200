using System.CommandLine;
using System.Data.Common;
using Dapper;

namespace Cardio.Site.Data.Connections;

internal static class BackupCommand
{
    /// <summary>Name of the command.</summary>
    public const string Name = "backup";

    private const string Description =
        "Copies the SQLite database while the site runs. The copy is readable without the secret: keep it as safe as the original";

    /// <summary>
    /// Creates <c>backup --out FILE</c>, which copies the SQLite database while the site runs.
    /// It returns 1 if the file exists, and 2 on PostgreSQL.
    /// </summary>
    public static Command Create(IServiceProvider services)
    {
        var file = new Option<FileInfo>("--out") { Description = "The file to write; it must not exist yet", Required = true };
        var backup = new Command(Name, Description) { file };
        backup.SetAction(async (call, cancellationToken) =>
        {
            if (services.GetRequiredService<DatabaseOptions>().Engine == DatabaseEngine.Postgres)
            {
                await call.InvocationConfiguration.Error.WriteLineAsync(
                    "DATABASE_URL is set: back up PostgreSQL with pg_dump, as described in docs/operate.md.");
                return 2;
            }
            var target = call.GetValue(file)!;
            if (target.Exists)
            {
                await call.InvocationConfiguration.Error.WriteLineAsync($"{target.FullName} already exists.");
                return 1;
            }
            await CopyAsync(services.GetRequiredService<DbDataSource>(), target.FullName, cancellationToken);
            await call.InvocationConfiguration.Output.WriteLineAsync($"{target.FullName}: {new FileInfo(target.FullName).Length} bytes");
            return 0;
        });
        return backup;
    }

    // Copies only pages in use, so that no deleted patient remains in the copy.
    private const string Copy = "vacuum into @File";

    /// <summary>Writes the copy under a temporary name and renames it when it is complete. Writers are not blocked.</summary>
    private static async Task CopyAsync(DbDataSource database, string file, CancellationToken cancellationToken)
    {
        var temporary = $"{file}.unfinished";
        CreateForOwnerOnly(temporary);
        try
        {
            await using (var connection = await database.OpenConnectionAsync(cancellationToken))
                await connection.ExecuteAsync(new(Copy, new { File = temporary }, commandTimeout: 0, cancellationToken: cancellationToken));
            await using (var copy = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite)) copy.Flush(flushToDisk: true);
            File.Move(temporary, file, overwrite: false);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static void CreateForOwnerOnly(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(file, options).Dispose();
    }
}
