using System.Globalization;
using System.Net.Http.Headers;

namespace Cardio.Testing;

/// <summary>The built site as a process of its own.</summary>
internal sealed class SiteProcess : ServerProcess
{
    private SiteProcess(
        string library, IEnumerable<string> arguments, int port, IEnumerable<(string Name, string? Value)> settings, string? log)
        : base(["dotnet", library, .. arguments], port, settings, BuiltSite.Folder, log)
    {
    }

    /// <summary>Starts the site as Staging serves it, for load: plain http, demo accounts, no limit of a client.</summary>
    /// <param name="port">The port that it listens on.</param>
    /// <param name="log">The file that its output is appended to, or null to keep it.</param>
    /// <param name="settings">Settings in addition to those of <see cref="BuiltSite.Settings"/>.</param>
    /// <param name="arguments">A command and its options, or none to serve.</param>
    public static SiteProcess StartTrial(int port, string? log, (string Name, string Value)[] settings, string[] arguments) => new(
        BuiltSite.Library, arguments, port,
        ((string, string?)[])
        [
            .. BuiltSite.Settings, ("PORT", port.ToString(CultureInfo.InvariantCulture)),
            // All clients of a trial have one address.
            ("Limits__ClientRequestsPerSecond", "1000000"), ("Limits__ClientBurst", "1000000"), .. settings,
        ],
        log);

    /// <summary>Starts the site with these settings alone.</summary>
    /// <param name="library">The site's assembly.</param>
    /// <param name="settings">Environment variables; a null takes one away.</param>
    /// <param name="arguments">A command and its options, or none to serve.</param>
    public static SiteProcess Start(string library, IEnumerable<(string Name, string? Value)> settings, string[] arguments)
    {
        var port = Ports.Free();
        return new(library, arguments, port, settings.Prepend(("PORT", $"{port}")), log: null);
    }

    /// <summary>The time that the last <see cref="ReadyAsync"/> waited.</summary>
    public TimeSpan StartTook { get; private set; }

    /// <summary>Waits until the site is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended, or is not ready after a minute.</exception>
    public async Task<SiteProcess> ReadyAsync()
    {
        StartTook = await WaitAsync("/health/ready", status => status == 200);
        return this;
    }

    /// <summary>A client of the API with a key, or without one.</summary>
    public ApiTestClient Client(string? key = null) => new(new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
    {
        BaseAddress = Address,
        Timeout = TimeSpan.FromSeconds(40),
        DefaultRequestHeaders = { Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key) },
    });
}
