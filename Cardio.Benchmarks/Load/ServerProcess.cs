using System.Diagnostics;
using System.Globalization;
using Cardio.Benchmarks.Trials;

namespace Cardio.Benchmarks.Load;

/// <summary>A baseline's server, as a process on this machine.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;

    private ServerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Where it answers.</summary>
    public Uri Address { get; }

    /// <summary>Its process, whose children serve too.</summary>
    public Process Process => _process;

    /// <summary>Starts one of the baselines of this program, with the runtime set as the site's is.</summary>
    public static Task<ServerProcess> BaselineAsync(string kind, params (string Name, string Value)[] settings) => StartAsync(
        port => ["dotnet", typeof(ServerProcess).Assembly.Location, Baselines.Baseline.Argument, kind, port],
        [.. ImageSettings.All, ("ASPNETCORE_ENVIRONMENT", "Staging"), ("Logging__LogLevel__Default", "Warning"), .. settings]);

    /// <summary>Starts a command and waits until it answers, whatever it answers.</summary>
    /// <param name="command">The command to a port.</param>
    /// <param name="settings">What it reads from the environment.</param>
    public static async Task<ServerProcess> StartAsync(Func<string, string[]> command, params (string Name, string Value)[] settings)
    {
        var port = TrialDatabases.FreePort().ToString(CultureInfo.InvariantCulture);
        // What it prints goes nowhere; the development server of Flask prints a line for each request.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", .. command(port)]);
        foreach (var (name, value) in settings) start.Environment[name] = value;
        var server = new ServerProcess(Process.Start(start)!, new($"http://127.0.0.1:{port}"));
        if (await Wait.UntilAsync(async () => server._process.HasExited || await server.AnswersAsync(), Patience.TotalSeconds) is not null && !server._process.HasExited) return server;
        server.Dispose();
        throw new InvalidOperationException($"{string.Join(' ', command(port))} does not answer.");
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task<bool> AnswersAsync()
    {
        using var http = new HttpClient();
        try
        {
            using var answer = await http.GetAsync(Address);
            return true;
        }
        catch (HttpRequestException)
        {
            return false; // it does not listen yet
        }
    }
}
