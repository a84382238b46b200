using System.Diagnostics;
using System.Net;

namespace Cardio.Testing;

/// <summary>The built site as a process, with a client that can sign in as a demo account.</summary>
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

    /// <summary>The site's process.</summary>
    public Process Process => _site.Process;

    /// <summary>Sends requests with the cookies of the account that signed in.</summary>
    public HttpClient Http { get; }

    /// <summary>The address that the site listens on.</summary>
    public Uri Address => _site.Address;

    /// <summary>The cookies of the account that signed in, as a browser sends them.</summary>
    public string Cookies => _cookies.GetCookieHeader(Address);

    /// <summary>Runs a command over a database to its end; what it printed.</summary>
    /// <exception cref="InvalidOperationException">The command failed.</exception>
    public static string Run((string Name, string Value) database, params string[] command)
    {
        using var process = Start(database, [], command, log: null);
        process.Process.WaitForExit();
        return process.Process.ExitCode == 0
            ? process.Output
            : throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.Process.ExitCode}. {process.Errors}");
    }

    /// <summary>Serves a database, once it is ready.</summary>
    public static async Task<TrialSite> ServeAsync((string Name, string Value) database, params (string Name, string Value)[] settings) =>
        new(await Start(database, settings, [], log: "/dev/stdout").ReadyAsync());

    /// <summary>Signs in to a demo account; later requests ask for fragments as htmx does.</summary>
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

    /// <summary>Milliseconds to the last byte of a fragment, or null for a page that the site does not have.</summary>
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
                ("Logging__LogLevel__Microsoft.AspNetCore.Mvc.ViewFeatures.Filters", "Warning"), // a load that ends cuts forms off
                database, .. settings,
            ],
            command);
}
