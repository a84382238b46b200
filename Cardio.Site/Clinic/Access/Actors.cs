namespace Cardio.Site.Clinic.Access;

/// <summary>The names of actors in the audit trail.</summary>
internal static class Actors
{
    /// <summary>A visitor who is not signed in.</summary>
    public const string Anonymous = "anonymous";

    /// <summary>The site itself, such as a scheduled job.</summary>
    public const string System = "system";

    /// <summary>A user of the server's command line.</summary>
    public const string Console = "console";

    /// <summary>A signed-in user.</summary>
    public static string Account(Guid id) => $"account:{id}";

    /// <summary>An API client, by its key.</summary>
    public static string Key(string id) => $"key:{id}";
}
