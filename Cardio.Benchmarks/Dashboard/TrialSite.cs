using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Cardio.Benchmarks.Dashboard;

/// <summary>The real site, built for release, as a process on this machine, and a manager who is signed in to it.</summary>
internal sealed partial class TrialSite : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string Folder = Path.GetFullPath("Cardio.Site");

    private readonly Process _process;
    private readonly HttpClient _http;

    private TrialSite(Process process, Uri address)
    {
        _process = process;
        _http = new(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = address, Timeout = Patience };
    }

    /// <summary>Runs a verb over a database to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static void Run((string Name, string Value) database, params string[] verb)
    {
        using var process = Start(database, verb);
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', verb)} ended with {process.ExitCode}.");
    }

    /// <summary>Serves a database, once it is ready and the manager is signed in.</summary>
    public static async Task<TrialSite> ServeAsync((string Name, string Value) database)
    {
        var port = TrialDatabases.FreePort().ToString(CultureInfo.InvariantCulture);
        var site = new TrialSite(Start(database, [], ("PORT", port)), new($"http://127.0.0.1:{port}"));
        for (var clock = Stopwatch.StartNew(); !await site.IsReadyAsync(); await Task.Delay(100))
            if (clock.Elapsed > Patience || site._process.HasExited) throw new InvalidOperationException("The site is not ready.");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = Field().Matches(await site._http.GetStringAsync(new Uri("/sign-in", UriKind.Relative)))[^1].Groups["token"].Value,
            ["Email"] = "manager@cardio.example",
            ["Password"] = "cardio-demo-password",
        });
        using var answer = await site._http.PostAsync(new Uri("/sign-in", UriKind.Relative), form);
        answer.EnsureSuccessStatusCode();
        site._http.DefaultRequestHeaders.Add("HX-Request", "true");
        return site;
    }

    /// <summary>Milliseconds to the last byte of a partial, or null where the site has no such page.</summary>
    public async Task<double?> MillisecondsAsync(string path)
    {
        var start = Stopwatch.GetTimestamp();
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative));
        var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        answer.EnsureSuccessStatusCode();
        return answer.RequestMessage!.RequestUri!.PathAndQuery == path ? took : throw new InvalidOperationException($"{path} led to {answer.RequestMessage.RequestUri}.");
    }

    public void Dispose()
    {
        _http.Dispose();
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // it does not listen yet
        }
    }

    private static Process Start((string Name, string Value) database, string[] arguments, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(Folder, "bin", "Release", "net10.0", "Cardio.Site.dll"), .. arguments])
        {
            WorkingDirectory = Folder, // where wwwroot is
            RedirectStandardOutput = false,
        };
        // Staging serves as Production does, and has somebody to sign in as.
        foreach (var (name, value) in ((string, string)[])
                 [
                     ("ASPNETCORE_ENVIRONMENT", "Staging"), ("Demo__Accounts", "true"), ("Https__Required", "false"), ("Logging__LogLevel__Default", "Warning"),
                     ("CARDIO_SECRET", "a secret of the benchmarks, which seals nothing of worth"), ("Accounts__IdleMinutes", "60"), database, .. settings,
                 ])
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    [GeneratedRegex(@"name=""__RequestVerificationToken""[^>]*value=""(?<token>[^""]+)""")]
    private static partial Regex Field();
}
