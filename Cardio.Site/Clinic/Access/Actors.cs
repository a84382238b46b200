namespace Cardio.Site.Clinic.Access;

/// <summary>Who does something, as the trail names it.</summary>
internal static class Actors
{
    /// <summary>Somebody who is not signed in.</summary>
    public const string Anonymous = "anonymous";

    /// <summary>The site by itself.</summary>
    public const string System = "system";

    /// <summary>Somebody at the server's command line.</summary>
    public const string Console = "console";

    /// <summary>A person.</summary>
    public static string Account(Guid id) => $"account:{id}";

    /// <summary>A program.</summary>
    public static string Key(string id) => $"key:{id}";
}
