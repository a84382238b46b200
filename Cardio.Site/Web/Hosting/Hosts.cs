using Microsoft.AspNetCore.HostFiltering;

namespace Cardio.Site.Web.Hosting;

/// <summary>Names under which the site answers: links in invitations and the origin of passkeys are made from the one that was asked for.</summary>
internal static partial class Hosts
{
    private const string Any = "*";

    /// <summary>The health check of the machine itself asks by its address.</summary>
    private const string Itself = "127.0.0.1";

    public static void AddHosts(this WebApplicationBuilder builder) => builder.Services.PostConfigure<HostFilteringOptions>(filter =>
    {
        if (!filter.AllowedHosts.Contains(Any)) filter.AllowedHosts = [.. filter.AllowedHosts, Itself];
    });

    /// <summary>Tells where nobody chose the names.</summary>
    public static void WarnOfAnyHost(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment() && app.Configuration["AllowedHosts"] is null or "" or Any) LogAnyHost(app.Logger);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "AllowedHosts is *: links in invitations are made for any name that a request claims; set it to the site's own names")]
    private static partial void LogAnyHost(ILogger log);
}
