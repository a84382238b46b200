using System.CommandLine;
using System.Data.Common;
using Dapper;

namespace Cardio.Site.Data.Connections;

internal static class BackupCommand
{
    /// <summary>Name of the verb.</summary>
    public const string Name = "backup";

    /// <summary><c>backup --out FILE</c>: a copy of the SQLite database, taken while the site runs; 1 where it cannot be made, 2 on PostgreSQL.</summary>
    public static Command Create(IServiceProvider services)
    {
        var file = new Option<FileInfo>("--out") { Description = "The file to write, which must not be there yet", Required = true };
        var backup = new Command(Name, "Copies the SQLite database while the site runs; it can be read without its secret, keep it as safe as the original") { file };
        backup.SetAction(async (call, cancellationToken) =>
        {
            if (services.GetRequiredService<DatabaseOptions>().Engine == DatabaseEngine.Postgres)
            {
                await call.InvocationConfiguration.Error.WriteLineAsync("DATABASE_URL is set: back PostgreSQL up with pg_dump, as README.md tells.");
                return 2;
            }
            var target = call.GetValue(file)!;
            if (target.Exists)
            {
                await call.InvocationConfiguration.Error.WriteLineAsync($"{target.FullName} is there already.");
                return 1;
            }
            await CopyAsync(services.GetRequiredService<DbDataSource>(), target.FullName, cancellationToken);
            await call.InvocationConfiguration.Output.WriteLineAsync($"{target.FullName}: {new FileInfo(target.FullName).Length} bytes");
            return 0;
        });
        return backup;
    }

    // Copies what is in use only: pages from which patients were purged stay behind.
    private const string Copy = "vacuum into @File";

    /// <summary>Writes the copy beside its place and moves it there when it is whole; writers go on meanwhile.</summary>
    private static async Task CopyAsync(DbDataSource database, string file, CancellationToken cancellationToken)
    {
        var unfinished = $"{file}.unfinished";
        OnlyForTheOwner(unfinished);
        try
        {
            await using (var connection = await database.OpenConnectionAsync(cancellationToken))
                await connection.ExecuteAsync(new(Copy, new { File = unfinished }, commandTimeout: 0, cancellationToken: cancellationToken));
            await using (var written = new FileStream(unfinished, FileMode.Open, FileAccess.ReadWrite)) written.Flush(flushToDisk: true);
            File.Move(unfinished, file, overwrite: false);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static void OnlyForTheOwner(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(file, options).Dispose();
    }
}
