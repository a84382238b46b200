namespace Cardio.Site.Data.Connections;

/// <summary>Settings for the place of the database, section <c>Database</c>.</summary>
public sealed class StorageOptions
{
    /// <summary>Whether the SQLite file may be on a disk that the platform wipes at each restart.</summary>
    public bool AllowEphemeral { get; set; }
}
