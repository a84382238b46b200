using System.Globalization;
using System.Net.Http.Headers;

namespace Cardio.Testing;

/// <summary>The built site in its own process.</summary>
internal sealed class SiteProcess : ServerProcess
{
    private SiteProcess(
        string library, IEnumerable<string> arguments, int port, IEnumerable<(string Name, string? Value)> settings, string? log)
        : base(["dotnet", library, .. arguments], port, settings, BuiltSite.Folder, log)
    {
    }

    /// <summary>Starts the site in Staging for load tests: plain HTTP, demo accounts, no limits per client.</summary>
    /// <param name="port">The port that it listens on.</param>
    /// <param name="log">The file that its output is appended to, or null to keep it.</param>
    /// <param name="settings">Settings in addition to those of <see cref="BuiltSite.Settings"/>.</param>
    /// <param name="arguments">A command and its options, or none to serve.</param>
    public static SiteProcess StartTrial(int port, string? log, (string Name, string Value)[] settings, string[] arguments) => new(
        BuiltSite.Library, arguments, port,
        ((string, string?)[])
        [
            .. BuiltSite.Settings, ("PORT", port.ToString(CultureInfo.InvariantCulture)),
            // All clients of a trial have the same IP address.
            ("Limits__ClientRequestsPerSecond", "1000000"), ("Limits__ClientBurst", "1000000"), .. settings,
        ],
        log);

    /// <summary>Starts the site with only these settings.</summary>
    /// <param name="library">The site's assembly.</param>
    /// <param name="settings">Environment variables; null removes one.</param>
    /// <param name="arguments">A command and its options, or none to serve.</param>
    public static SiteProcess Start(string library, IEnumerable<(string Name, string? Value)> settings, string[] arguments)
    {
        var port = Ports.Free();
        return new(library, arguments, port, settings.Prepend(("PORT", $"{port}")), log: null);
    }

    /// <summary>Duration of the last <see cref="ReadyAsync"/>.</summary>
    public TimeSpan StartTook { get; private set; }

    /// <summary>Waits until the site is ready.</summary>
    /// <exception cref="InvalidOperationException">The site ended, or is not ready after a minute.</exception>
    public async Task<SiteProcess> ReadyAsync()
    {
        StartTook = await WaitAsync("/health/ready", status => status == 200);
        return this;
    }

    /// <summary>Creates an API client with a key, or without one.</summary>
    public ApiTestClient Client(string? key = null) => new(new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
    {
        BaseAddress = Address,
        Timeout = TimeSpan.FromSeconds(40),
        DefaultRequestHeaders = { Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key) },
    });
}
