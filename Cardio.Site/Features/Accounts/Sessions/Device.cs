namespace Cardio.Site.Features.Accounts.Sessions;

/// <summary>Names browser and operating system from the User-Agent header.</summary>
internal static class Device
{
    // In this order: most browsers also name the browsers that they derive from.
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux")];

    /// <summary>Such as "Firefox, Windows"; a dash for unknown parts.</summary>
    public static string FromUserAgent(string userAgent) => $"{Name(Browsers, userAgent)}, {Name(Systems, userAgent)}";

    private static string Name((string Mark, string Name)[] known, string userAgent) =>
        known.FirstOrDefault(one => userAgent.Contains(one.Mark, StringComparison.Ordinal)).Name ?? "–";
}
