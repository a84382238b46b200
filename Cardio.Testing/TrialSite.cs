using System.Diagnostics;
using System.Net;

namespace Cardio.Testing;

/// <summary>The built site in its own process, with a client that can sign in as a demo account.</summary>
internal sealed class TrialSite : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly SiteProcess _site;
    private readonly CookieContainer _cookies = new();

    private TrialSite(SiteProcess site)
    {
        _site = site;
        Http = new(new HttpClientHandler { CookieContainer = _cookies }) { BaseAddress = site.Address, Timeout = Patience };
    }

    /// <summary>The process of the site.</summary>
    public Process Process => _site.Process;

    /// <summary>Sends requests with the session cookies.</summary>
    public HttpClient Http { get; }

    /// <summary>Address of the site.</summary>
    public Uri Address => _site.Address;

    /// <summary>The session cookies as a browser sends them.</summary>
    public string Cookies => _cookies.GetCookieHeader(Address);

    /// <summary>Runs a command on a database and returns its output.</summary>
    /// <exception cref="InvalidOperationException">The command failed.</exception>
    public static string Run((string Name, string Value) database, params string[] command)
    {
        using var process = Start(database, [], command, log: null);
        process.Process.WaitForExit();
        return process.Process.ExitCode == 0
            ? process.Output
            : throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.Process.ExitCode}. {process.Errors}");
    }

    /// <summary>Starts the site on a database and waits until it is ready.</summary>
    public static async Task<TrialSite> ServeAsync((string Name, string Value) database, params (string Name, string Value)[] settings) =>
        new(await Start(database, settings, [], log: "/dev/stdout").ReadyAsync());

    /// <summary>Signs in to a demo account; later requests ask for htmx fragments.</summary>
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

    /// <summary>Returns the antiforgery token of a page's form.</summary>
    public async Task<string> TokenAsync(string path) => FormToken.Find(await Http.GetStringAsync(new Uri(path, UriKind.Relative)));

    /// <summary>Measures the milliseconds to the last byte of a fragment; null if the site has no such page.</summary>
    public async Task<double?> MillisecondsAsync(string path)
    {
        var start = Stopwatch.GetTimestamp();
        using var answer = await Http.GetAsync(new Uri(path, UriKind.Relative));
        var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        answer.EnsureSuccessStatusCode();
        var address = answer.RequestMessage!.RequestUri!;
        return address.PathAndQuery == path ? took : throw new InvalidOperationException($"{path} redirected to {address}.");
    }

    public void Dispose()
    {
        Http.Dispose();
        _site.Dispose();
    }

    private static SiteProcess Start(
        (string Name, string Value) database, (string Name, string Value)[] settings, string[] command, string? log) =>
        SiteProcess.StartTrial(
            Ports.Free(), log,
            [
                ("AllowedHosts", "127.0.0.1"), ("Accounts__IdleMinutes", "60"),
                // At the end of a load run, forms may be interrupted.
                ("Logging__LogLevel__Microsoft.AspNetCore.Mvc.ViewFeatures.Filters", "Warning"),
                database, .. settings,
            ],
            command);
}
