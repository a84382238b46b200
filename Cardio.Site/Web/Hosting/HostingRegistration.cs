using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Secrets;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Web.Hosting;

internal static class HostingRegistration
{
    /// <summary>A published folder carries its own wwwroot and runs from anywhere; otherwise the host's default holds.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args) => WebApplication.CreateBuilder(new WebApplicationOptions
    {
        Args = args,
        ContentRootPath = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")) ? AppContext.BaseDirectory : null,
    });

    /// <summary>Adds what a process needs among others: its address, limits, https, logs for machines, telemetry; a command's output is its own.</summary>
    public static void AddHosting(this WebApplicationBuilder builder, bool isCommand)
    {
        builder.Configuration.AddContainerSecrets("/run/secrets");
        builder.UseDefaultAddress();
        builder.AddProcessLimits();
        builder.AddHttps();
        builder.AddTelemetry(isCommand);
        builder.AddLogs();
        if (isCommand) builder.OnlyWarnOnStderr();
        builder.AddHosts();
    }

    /// <summary>Finds a wrong or missing setting before anything is done with it.</summary>
    /// <exception cref="SettingException">A setting is missing or wrong.</exception>
    public static void CheckSettings(this WebApplication app)
    {
        app.Services.GetRequiredService<DatabaseOptions>();
        app.Services.GetRequiredService<SiteSecret>();
        app.Services.GetRequiredService<IStartupValidator>().Validate();
    }

    /// <summary>Containers put secrets there, a file each with the setting's name; a variable of the same name wins.</summary>
    internal static void AddContainerSecrets(this IConfigurationBuilder configuration, string directory)
    {
        var files = new ConfigurationBuilder().AddKeyPerFile(directory, optional: true).Sources;
        configuration.Sources.Insert(0, files[0]);
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
