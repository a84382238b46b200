namespace Cardio.Site.Data.Connections;

/// <summary>Settings of where data may lie, section <c>Database</c>.</summary>
public sealed class StorageOptions
{
    /// <summary>Whether a file of SQLite may lie on a disk that the platform wipes at each restart.</summary>
    public bool AllowEphemeral { get; set; }
}
