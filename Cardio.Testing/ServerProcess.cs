using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Cardio.Testing;

/// <summary>A server process on this machine; killed on disposal.</summary>
internal class ServerProcess : IDisposable, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private bool _isDisposed;

    /// <summary>Starts a command; writes its output to a file or keeps it.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="port">The port that it listens on.</param>
    /// <param name="settings">Environment variables; null removes one.</param>
    /// <param name="folder">The working directory.</param>
    /// <param name="log">File to append the output to, or null to keep it in <see cref="Output"/>.</param>
    protected ServerProcess(
        IEnumerable<string> command, int port, IEnumerable<(string Name, string? Value)> settings,
        string? folder = null, string? log = null)
    {
        (Port, Log) = (port, log);
        // The shell is replaced by the command. A file size limit then causes a failed write instead of ending the process.
        var start = log is null
            ? new ProcessStartInfo(command.First(), command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true }
            : new ProcessStartInfo("/bin/sh", ["-c", "trap '' XFSZ; exec \"$@\" >>\"$CARDIO_LOG\" 2>&1 </dev/null", "sh", .. command]);
        start.WorkingDirectory = folder ?? "";
        start.Environment["CARDIO_LOG"] = log;
        foreach (var (name, value) in settings) start.Environment[name] = value;
        Process = Process.Start(start)!;
        Http = new() { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(3) };
        if (log is null) Keep();
    }

    public Process Process { get; }

    public int Id => Process.Id;

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    public bool HasEnded => Process.HasExited;

    /// <summary>File with the output, or null.</summary>
    public string? Log { get; }

    /// <summary>Standard output so far, if it is not in a file.</summary>
    public string Output => Text(_output);

    /// <summary>Standard error so far, if it is not in a file.</summary>
    public string Errors => Text(_errors);

    /// <summary>Resident memory in bytes.</summary>
    public long Resident => ProcessStatus.Read(Id, "VmRSS") * 1024;

    public int Threads => (int)ProcessStatus.Read(Id, "Threads");

    /// <summary>Number of open handles, such as files and sockets.</summary>
    public int Handles => Directory.GetFiles($"/proc/{Id}/fd").Length;

    private HttpClient Http { get; }

    /// <summary>Starts a command and waits until it responds with any status.</summary>
    /// <param name="command">Returns the command for a port.</param>
    /// <param name="settings">Environment variables.</param>
    public static async Task<ServerProcess> StartAsync(Func<string, string[]> command, params (string Name, string Value)[] settings)
    {
        var port = Ports.Free();
        var line = command(port.ToString(CultureInfo.InvariantCulture));
        var server = new ServerProcess(line, port, settings.Select(setting => (setting.Name, (string?)setting.Value)), log: "/dev/null");
        await server.WaitAsync("/", status => status != 0);
        return server;
    }

    /// <summary>Returns the status of a path, or 0 if the server does not respond.</summary>
    public async Task<int> StatusAsync(string path)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(path, UriKind.Relative));
            return (int)answer.StatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return 0;
        }
    }

    /// <summary>Kills the process.</summary>
    public void Kill()
    {
        Process.Kill(entireProcessTree: true);
        Process.WaitForExit();
    }

    /// <summary>Sends SIGTERM, as hosting platforms do before they kill a process.</summary>
    public void Terminate() => Shell.Signal(Id, "TERM");

    /// <summary>Waits for the exit and returns the exit code.</summary>
    /// <exception cref="InvalidOperationException">The process still runs after a minute.</exception>
    public async Task<int> EndAsync() =>
        await TryEndAsync(Patience) ?? throw new InvalidOperationException($"The process does not end. {Output} {Errors}");

    /// <summary>Waits for the exit and returns the exit code, or null if the process still runs after the time limit.</summary>
    public async Task<int?> TryEndAsync(TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        try
        {
            await Process.WaitForExitAsync(limit.Token);
            return Process.ExitCode;
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
        if (!HasEnded) Kill();
        Process.Dispose();
        Http.Dispose();
        GC.SuppressFinalize(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Waits until a path returns a status; returns the duration.</summary>
    /// <exception cref="InvalidOperationException">The process ended, or the status does not appear within a minute.</exception>
    protected async Task<TimeSpan> WaitAsync(string path, Func<int, bool> isGood)
    {
        var took = await Wait.UntilAsync(async () => HasEnded || isGood(await StatusAsync(path)), Patience.TotalSeconds);
        if (took is not null && !HasEnded) return took.Value;
        var output = Log is null ? $"{Output} {Errors}" : File.Exists(Log) ? await File.ReadAllTextAsync(Log) : "";
        Dispose();
        throw new InvalidOperationException($"The server is not ready. {output}");
    }

    private void Keep()
    {
        Process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        Process.ErrorDataReceived += (_, line) => Append(_errors, line.Data);
        Process.BeginOutputReadLine();
        Process.BeginErrorReadLine();
    }

    private static void Append(StringBuilder text, string? line)
    {
        lock (text) text.AppendLine(line);
    }

    private static string Text(StringBuilder text)
    {
        lock (text) return text.ToString().Trim();
    }
}
