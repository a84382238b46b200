using System.Diagnostics;
using Microsoft.Playwright;

namespace Cardio.E2E.Support;

/// <summary>
/// Finds Chromium: the executable in CARDIO_BROWSER, an installed one, Playwright's download, or the Debian package, in this order.
/// </summary>
internal static class Browsers
{
    // Prefers the headless shell, which is a third faster.
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
        // The first option makes tests 10% faster. The second resolves host names of a clinic's network to this machine.
        string[] arguments = ["--in-process-gpu", "--host-resolver-rules=MAP *.test 127.0.0.1"];
        return await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = arguments });
    }

    private static string? FindInstalled() => Installed.FirstOrDefault(File.Exists);

    private static void InstallFromDebian()
    {
        const string install =
            "apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium-headless-shell";
        using var apt = Process.Start("/bin/sh", ["-c", install]);
        apt.WaitForExit();
        if (apt.ExitCode != 0)
            throw new InvalidOperationException("Chromium could not be installed. Set CARDIO_BROWSER to the path of one.");
    }
}
