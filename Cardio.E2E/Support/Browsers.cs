using System.Diagnostics;
using Microsoft.Playwright;

namespace Cardio.E2E.Support;

/// <summary>
/// Finds a Chromium, or fetches one: the program that CARDIO_BROWSER names, an installed one, Playwright's own download, and last
/// the package of a Debian machine.
/// </summary>
internal static class Browsers
{
    // The first has no windows, which take a third of the time.
    private static readonly string[] Installed =
    [
        "/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];

    public static async Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        var path = Environment.GetEnvironmentVariable("CARDIO_BROWSER") is { Length: > 0 } named ? named : FindInstalled();
        if (path is null && Microsoft.Playwright.Program.Main(["install", "chromium"]) != 0)
        {
            InstallFromDebian();
            path = FindInstalled();
        }
        // The first is a tenth quicker. The second gives this machine names of a clinic's network.
        string[] arguments = ["--in-process-gpu", "--host-resolver-rules=MAP *.test 127.0.0.1"];
        return await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = arguments });
    }

    private static string? FindInstalled() => Installed.FirstOrDefault(File.Exists);

    private static void InstallFromDebian()
    {
        using var apt = Process.Start("/bin/sh", ["-c", "apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium-headless-shell"]);
        apt.WaitForExit();
        if (apt.ExitCode != 0)
            throw new InvalidOperationException("No Chromium was found or could be fetched: set CARDIO_BROWSER to one.");
    }
}
