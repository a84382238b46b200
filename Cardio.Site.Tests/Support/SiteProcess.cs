using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cardio.Site.Tests.Support;

/// <summary>The site as a process of its own, as platforms start it; ended with the test whatever happens.</summary>
public sealed class SiteProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private SiteProcess(Process process, int port)
    {
        _process = process;
        Address = new($"http://127.0.0.1:{port}");
        process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public string Output => Kept(_output);

    public string Errors => Kept(_errors);

    /// <summary>Starts the site in Production over a database, with further settings; a null takes one away.</summary>
    public static SiteProcess Start(TestDatabase database, Dictionary<string, string?>? settings = null, params string[] arguments)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Cardio.Site.dll"), .. arguments])
        {
            WorkingDirectory = Repository.Path("Cardio.Site"), // where wwwroot is
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["CARDIO_SECRET"] = TestDatabase.Secret;
        start.Environment["Accounts__PasswordHashIterations"] = "1";
        start.Environment["PORT"] = $"{port}";
        start.Environment[database.Configuration.Key.Replace(":", "__", StringComparison.Ordinal)] = database.Setting;
        foreach (var (name, value) in settings ?? []) start.Environment[name] = value;
        return new(Process.Start(start)!, port);
    }

    /// <summary>Runs a verb or a start that must end by itself; the exit code.</summary>
    public async Task<int> EndAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public async Task<SiteProcess> ReadyAsync()
    {
        using var http = new HttpClient { BaseAddress = Address };
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience; await Task.Delay(50, TestContext.Current.CancellationToken))
        {
            if (_process.HasExited) break;
            try
            {
                using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
                if (answer.StatusCode == HttpStatusCode.OK) return this;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }
        Assert.Fail($"The site is not ready. {Output} {Errors}");
        return this;
    }

    /// <summary>What a platform sends first.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("/bin/kill", ["-TERM", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Keep(StringBuilder text, string? line)
    {
        lock (text) text.AppendLine(line);
    }

    private static string Kept(StringBuilder text)
    {
        lock (text) return text.ToString().Trim();
    }
}
