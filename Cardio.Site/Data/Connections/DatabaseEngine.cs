namespace Cardio.Site.Data.Connections;

/// <summary>The database engines that the site runs on.</summary>
public enum DatabaseEngine
{
    /// <summary>One file, one machine: development and small clinics.</summary>
    Sqlite,

    /// <summary>A server shared by many processes: used whenever <c>DATABASE_URL</c> is set.</summary>
    Postgres,
}
