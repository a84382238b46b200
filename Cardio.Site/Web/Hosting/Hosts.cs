using Microsoft.AspNetCore.HostFiltering;

namespace Cardio.Site.Web.Hosting;

/// <summary>The host names of the site. The name of a request goes into the links of invitations and the origin of passkeys.</summary>
internal static partial class Hosts
{
    private const string Any = "*";

    /// <summary>The name that the health check of a container uses.</summary>
    private const string Loopback = "127.0.0.1";

    /// <summary>Allows the health check in addition to the configured names.</summary>
    public static void AddHosts(this WebApplicationBuilder builder) => builder.Services.PostConfigure<HostFilteringOptions>(filter =>
    {
        if (!filter.AllowedHosts.Contains(Any)) filter.AllowedHosts = [.. filter.AllowedHosts, Loopback];
    });

    /// <summary>Logs a warning if the names are not configured.</summary>
    public static void WarnIfAnyHostAllowed(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment() && app.Configuration["AllowedHosts"] is null or "" or Any) LogAnyHost(app.Logger);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "AllowedHosts is *: links in invitations contain any host name that a request claims; set it to the site's own names")]
    private static partial void LogAnyHost(ILogger log);
}
