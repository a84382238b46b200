using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Cardio.Benchmarks.Trials;

/// <summary>The real site, built for release, as a process on this machine, and somebody who asks it.</summary>
internal sealed class TrialSite : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly CookieContainer _cookies = new();

    private TrialSite(Process process, Uri address)
    {
        Process = process;
        Http = new(new HttpClientHandler { CookieContainer = _cookies }) { BaseAddress = address, Timeout = Patience };
    }

    /// <summary>The site's process.</summary>
    public Process Process { get; }

    /// <summary>Asks as whoever is signed in.</summary>
    public HttpClient Http { get; }

    /// <summary>Where the site answers.</summary>
    public Uri Address => Http.BaseAddress!;

    /// <summary>The cookies of whoever is signed in, as a browser sends them.</summary>
    public string Cookies => _cookies.GetCookieHeader(Address);

    /// <summary>Runs a verb over a database to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static void Run((string Name, string Value) database, params string[] verb)
    {
        using var process = Start(database, verb, isRead: false);
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', verb)} ended with {process.ExitCode}.");
    }

    /// <summary>What a verb over a database prints.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static string Read((string Name, string Value) database, params string[] verb)
    {
        using var process = Start(database, verb, isRead: true);
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? printed.Trim() : throw new InvalidOperationException($"{string.Join(' ', verb)} ended with {process.ExitCode}.");
    }

    /// <summary>Serves a database, once it is ready.</summary>
    public static async Task<TrialSite> ServeAsync((string Name, string Value) database, params (string Name, string Value)[] settings)
    {
        var port = TrialDatabases.FreePort().ToString(CultureInfo.InvariantCulture);
        var site = new TrialSite(Start(database, [], isRead: false, [("PORT", port), .. settings]), new($"http://127.0.0.1:{port}"));
        if (await Wait.UntilAsync(async () => site.Process.HasExited || await site.IsReadyAsync(), Patience.TotalSeconds) is not null && !site.Process.HasExited) return site;
        site.Dispose();
        throw new InvalidOperationException("The site is not ready.");
    }

    /// <summary>Signs a demo account in; from here on it asks as htmx does.</summary>
    public async Task SignInAsync(string email)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = await TokenAsync("/sign-in"),
            ["Email"] = email,
            ["Password"] = "cardio-demo-password",
        });
        using var answer = await Http.PostAsync(new Uri("/sign-in", UriKind.Relative), form);
        answer.EnsureSuccessStatusCode();
        Http.DefaultRequestHeaders.Add("HX-Request", "true");
    }

    /// <summary>The antiforgery token of a page's form.</summary>
    public async Task<string> TokenAsync(string path) => FormToken.Find(await Http.GetStringAsync(new Uri(path, UriKind.Relative)));

    /// <summary>Milliseconds to the last byte of a partial, or null where the site has no such page.</summary>
    public async Task<double?> MillisecondsAsync(string path)
    {
        var start = Stopwatch.GetTimestamp();
        using var answer = await Http.GetAsync(new Uri(path, UriKind.Relative));
        var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        answer.EnsureSuccessStatusCode();
        return answer.RequestMessage!.RequestUri!.PathAndQuery == path ? took : throw new InvalidOperationException($"{path} led to {answer.RequestMessage.RequestUri}.");
    }

    public void Dispose()
    {
        Http.Dispose();
        if (!Process.HasExited) Process.Kill();
        Process.WaitForExit();
        Process.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // it does not listen yet
        }
    }

    private static Process Start((string Name, string Value) database, string[] arguments, bool isRead, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [BuiltSite.Library, .. arguments])
        {
            WorkingDirectory = BuiltSite.Folder,
            RedirectStandardOutput = isRead,
        };
        foreach (var (name, value) in ((string, string)[])
                 [
                     .. BuiltSite.Settings, ("AllowedHosts", "127.0.0.1"), ("Accounts__IdleMinutes", "60"),
                     ("Logging__LogLevel__Microsoft.AspNetCore.Mvc.ViewFeatures.Filters", "Warning"), // a load that ends cuts forms off
                     database, .. settings,
                 ])
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
