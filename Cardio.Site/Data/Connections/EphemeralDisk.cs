using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Data.Connections;

/// <summary>
/// Stops the start if the database is where its data would be lost: on a dyno's disk, in memory, or in a container's own layer.
/// </summary>
internal sealed class EphemeralDisk(
    DatabaseOptions database, IConfiguration configuration, IHostEnvironment environment, IOptions<StorageOptions> storage)
{
    private const string Mounts = "/proc/self/mountinfo";

    // The file systems of container layers, and those in memory.
    private static readonly string[] EphemeralKinds = ["overlay", "aufs", "fuse-overlayfs", "tmpfs", "ramfs"];

    private const string Remedy =
        "Set it to a PostgreSQL database, or keep the file on a volume. For a trial whose data may be lost, set "
        + "Database__AllowEphemeral=true.";

    /// <summary>Checks the place of the database before anything is written.</summary>
    /// <exception cref="SettingException">The data would be lost.</exception>
    public void ThrowIfEphemeral()
    {
        if (database.Engine != DatabaseEngine.Sqlite || environment.IsDevelopment() || storage.Value.AllowEphemeral) return;
        var sqlite = new SqliteConnectionStringBuilder(database.ConnectionString);
        var why =
            !string.IsNullOrEmpty(configuration["DYNO"]) ? "the disk of a dyno is wiped at each restart"
            : sqlite.Mode == SqliteOpenMode.Memory ? "it is in memory"
            : configuration.GetValue("DOTNET_RUNNING_IN_CONTAINER", false) && IsEphemeral(sqlite.DataSource, File.ReadAllLines(Mounts))
                ? "the container has no volume for it"
            : null;
        if (why is null) return;
        throw new SettingException($"DATABASE_URL is missing, and the database file {sqlite.DataSource} would be lost: {why}. {Remedy}");
    }

    /// <summary>Whether the file system of a path is lost with the container.</summary>
    /// <param name="path">The path.</param>
    /// <param name="mounts">The lines of <c>/proc/self/mountinfo</c>, see proc_pid_mountinfo(5).</param>
    internal static bool IsEphemeral(string path, IEnumerable<string> mounts)
    {
        var holding = mounts.Select(line => line.Split(' '))
            .Where(fields => Holds(fields[4].Replace("\\040", " ", StringComparison.Ordinal), path))
            .OrderBy(fields => fields[4].Length).LastOrDefault(); // the last mount on a mount point is the effective one
        return holding is not null && EphemeralKinds.Contains(holding[Array.IndexOf(holding, "-") + 1]);
    }

    private static bool Holds(string mount, string path) =>
        path == mount || path.StartsWith(mount.EndsWith('/') ? mount : $"{mount}/", StringComparison.Ordinal);
}
