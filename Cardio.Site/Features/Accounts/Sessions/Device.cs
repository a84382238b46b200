namespace Cardio.Site.Features.Accounts.Sessions;

/// <summary>A browser and its system by the names that people know them by.</summary>
internal static class Device
{
    // The order matters: most browsers also name those that they descend from.
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux")];

    /// <summary>Such as "Firefox, Windows"; a dash for what is not known.</summary>
    public static string FromUserAgent(string userAgent) => $"{Name(Browsers, userAgent)}, {Name(Systems, userAgent)}";

    private static string Name((string Mark, string Name)[] known, string userAgent) =>
        known.FirstOrDefault(one => userAgent.Contains(one.Mark, StringComparison.Ordinal)).Name ?? "–";
}
