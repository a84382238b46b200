using Cardio.Site.Data;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Web.Hosting;

internal static class HostingRegistration
{
    /// <summary>Adds what a process needs among others: its address, limits, https, logs for machines, telemetry.</summary>
    public static void AddHosting(this WebApplicationBuilder builder)
    {
        builder.UseDefaultAddress();
        builder.AddProcessLimits();
        builder.AddHttps();
        builder.AddTelemetry();
        if (!builder.Environment.IsDevelopment())
            builder.Logging.AddJsonConsole(json =>
            {
                json.IncludeScopes = true; // the trace id is one
                json.UseUtcTimestamp = true;
                json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            });
    }

    /// <summary>Finds a wrong or missing setting before anything is done with it.</summary>
    /// <exception cref="SettingException">A setting is missing or wrong.</exception>
    public static void CheckSettings(this WebApplication app)
    {
        app.Services.GetRequiredService<DatabaseOptions>();
        app.Services.GetRequiredService<SiteSecret>();
        app.Services.GetRequiredService<IStartupValidator>().Validate();
    }

    /// <summary><c>PORT</c> wins, as hosting platforms set it; where nothing is configured the site listens on port 5080 of this machine.</summary>
    private static void UseDefaultAddress(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        if (!string.IsNullOrEmpty(settings["urls"])) return;
        if (settings["PORT"] is { Length: > 0 } port) builder.WebHost.UseUrls($"http://*:{Number(port)}");
        else if (string.IsNullOrEmpty(settings["http_ports"])) builder.WebHost.UseUrls("http://localhost:5080");
    }

    private static ushort Number(string port) => ushort.TryParse(port, out var number) && number > 0
        ? number
        : throw new SettingException("PORT is not a port: set it to a number from 1 to 65535.");
}
