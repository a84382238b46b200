using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Data.Connections;

/// <summary>Refuses to keep patients where the platform is sure to lose them: on a dyno's disk, in memory, in a container's own layer.</summary>
internal sealed class EphemeralDisk(
    DatabaseOptions database, IConfiguration configuration, IHostEnvironment environment, IOptions<StorageOptions> storage)
{
    private const string Mounts = "/proc/self/mountinfo";

    // What containers have for a root file system, and what is in memory.
    private static readonly string[] WipedKinds = ["overlay", "aufs", "fuse-overlayfs", "tmpfs", "ramfs"];

    private const string WayOut =
        "Set it to a PostgreSQL database, or keep the file on a volume. Database__AllowEphemeral=true starts all the same, for a "
        + "trial whose data may be lost.";

    /// <summary>Finds out before anything is written.</summary>
    /// <exception cref="SettingException">The data would be lost.</exception>
    public void Refuse()
    {
        if (database.Engine != DatabaseEngine.Sqlite || environment.IsDevelopment() || storage.Value.AllowEphemeral) return;
        var sqlite = new SqliteConnectionStringBuilder(database.ConnectionString);
        var why =
            !string.IsNullOrEmpty(configuration["DYNO"]) ? "the disk of a dyno is wiped at each restart"
            : sqlite.Mode == SqliteOpenMode.Memory ? "it is in memory"
            : configuration.GetValue("DOTNET_RUNNING_IN_CONTAINER", false) && IsWiped(sqlite.DataSource, File.ReadAllLines(Mounts))
                ? "the container has no volume for it"
            : null;
        if (why is not null) throw new SettingException($"DATABASE_URL is missing, and the database file {sqlite.DataSource} would be lost: {why}. {WayOut}");
    }

    /// <summary>Whether the mount that holds a path is of a kind that is wiped. Lines are those of <c>/proc/self/mountinfo</c> (proc_pid_mountinfo(5)).</summary>
    internal static bool IsWiped(string path, IEnumerable<string> mounts)
    {
        var holding = mounts.Select(line => line.Split(' '))
            .Where(fields => Holds(fields[4].Replace("\\040", " ", StringComparison.Ordinal), path))
            .OrderBy(fields => fields[4].Length).LastOrDefault(); // of two on one point the last is in effect
        return holding is not null && WipedKinds.Contains(holding[Array.IndexOf(holding, "-") + 1]);
    }

    private static bool Holds(string mount, string path) =>
        path == mount || path.StartsWith(mount.EndsWith('/') ? mount : $"{mount}/", StringComparison.Ordinal);
}
