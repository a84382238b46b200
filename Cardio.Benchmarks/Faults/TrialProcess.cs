using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Cardio.Benchmarks.Trials;

namespace Cardio.Benchmarks.Faults;

/// <summary>The built site as a process of its own, as Staging serves it: without https, and with somebody to sign in as.</summary>
internal sealed class TrialProcess : IDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;
    private bool _isDisposed;

    /// <summary>Starts it; what it prints goes to a file.</summary>
    public TrialProcess(int port, string log, (string Name, string Value)[] settings, string[] arguments)
    {
        (Port, Log) = (port, log);
        // The shell becomes the site: a pipe that nobody reads would hold it up. A file that may not grow is a failed write, not the end.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "trap '' XFSZ; exec dotnet \"$@\" >>\"$CARDIO_LOG\" 2>&1 </dev/null", "sh", BuiltSite.Library, .. arguments]) { WorkingDirectory = BuiltSite.Folder };
        foreach (var (name, value) in ((string, string)[])
                 [
                     .. BuiltSite.Settings, ("PORT", port.ToString(CultureInfo.InvariantCulture)),
                     // All clients of a trial have one address.
                     ("Limits__ClientRequestsPerSecond", "1000000"), ("Limits__ClientBurst", "1000000"), ("CARDIO_LOG", log), .. settings,
                 ])
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _http = new() { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(3) };
    }

    public int Port { get; }

    public string Log { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>Waits until it is ready and tells how long that took.</summary>
    /// <exception cref="InvalidOperationException">It ended, or is not ready after a minute.</exception>
    public async Task<TimeSpan> ReadyAsync() =>
        await Wait.UntilAsync(async () => HasEnded || await StatusAsync("/health/ready") == 200, 60) is { } took && !HasEnded
            ? took
            : throw new InvalidOperationException($"The site is not ready. {(File.Exists(Log) ? File.ReadAllText(Log) : "")}");

    /// <summary>The status at a path, or 0 where nobody answers.</summary>
    public async Task<int> StatusAsync(string path)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative));
            return (int)answer.StatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return 0;
        }
    }

    /// <summary>A program with a key, or without one.</summary>
    public ApiLoadClient Program(string? key = null) => new(new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
    {
        BaseAddress = Address, Timeout = TimeSpan.FromSeconds(40), DefaultRequestHeaders = { Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key) },
    });

    /// <summary>Resident memory in bytes.</summary>
    public long Resident => ProcessStatus.Read(Id, "VmRSS") * 1024;

    public int Threads => (int)ProcessStatus.Read(Id, "Threads");

    /// <summary>Open handles: files, sockets and all else.</summary>
    public int Handles => Directory.GetFiles($"/proc/{Id}/fd").Length;

    /// <summary>Ends it without a word, as kill -9.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>What a platform sends first.</summary>
    public void Terminate() => Signal(Id, "TERM");

    /// <summary>Sends any process a signal.</summary>
    public static void Signal(int process, string name)
    {
        using var kill = Process.Start("/bin/kill", [$"-{name}", process.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits for its end by itself; its code, or null where it goes on.</summary>
    public async Task<int?> EndAsync(TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        if (!_process.HasExited) Kill();
        _process.Dispose();
        _http.Dispose();
    }
}
