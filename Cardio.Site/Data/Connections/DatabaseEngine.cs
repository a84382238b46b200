namespace Cardio.Site.Data.Connections;

/// <summary>The database engines that the site runs on.</summary>
public enum DatabaseEngine
{
    /// <summary>One file on one machine, for development and small clinics.</summary>
    Sqlite,

    /// <summary>A server that many processes share; used if <c>DATABASE_URL</c> is set.</summary>
    Postgres,
}
