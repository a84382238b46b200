namespace Cardio.Site.Features.Accounts.Sessions;

/// <summary>Common names of the browser and operating system of a client.</summary>
internal static class Device
{
    // The order matters: most user agents also contain the names of older browsers, for compatibility.
    private static readonly (string Token, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Token, string Name)[] Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux")];

    /// <summary>Formats the User-Agent header, such as "Firefox, Windows"; an unknown part becomes a dash.</summary>
    public static string FormatUserAgent(string userAgent) => $"{FindName(Browsers, userAgent)}, {FindName(Systems, userAgent)}";

    private static string FindName((string Token, string Name)[] known, string userAgent) =>
        known.FirstOrDefault(product => userAgent.Contains(product.Token, StringComparison.Ordinal)).Name ?? "–";
}
