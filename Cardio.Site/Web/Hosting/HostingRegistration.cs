using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Secrets;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Web.Hosting;

internal static class HostingRegistration
{
    /// <summary>Creates the builder. A published site finds its wwwroot next to its assembly, so it runs from any directory.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args) => WebApplication.CreateBuilder(new WebApplicationOptions
    {
        Args = args,
        ContentRootPath = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")) ? AppContext.BaseDirectory : null,
    });

    /// <summary>Adds address, limits, https, JSON logs and telemetry. A command logs warnings only, to stderr.</summary>
    public static void AddHosting(this WebApplicationBuilder builder, bool isCommand)
    {
        builder.Configuration.AddContainerSecrets("/run/secrets");
        builder.UseDefaultAddress();
        builder.AddProcessLimits();
        builder.AddHttps();
        builder.AddTelemetry(isCommand);
        builder.AddLogs();
        if (isCommand) builder.LogWarningsToStandardError();
        builder.AddHosts();
    }

    /// <summary>Validates all settings before any is used.</summary>
    /// <exception cref="SettingException">A setting is missing or wrong.</exception>
    public static void CheckSettings(this WebApplication app)
    {
        app.Services.GetRequiredService<DatabaseOptions>();
        app.Services.GetRequiredService<SiteSecret>();
        app.Services.GetRequiredService<IStartupValidator>().Validate();
    }

    /// <summary>Adds the secrets of a container, one file per setting; an environment variable of the same name takes precedence.</summary>
    internal static void AddContainerSecrets(this IConfigurationBuilder configuration, string directory)
    {
        var files = new ConfigurationBuilder().AddKeyPerFile(directory, optional: true).Sources;
        configuration.Sources.Insert(0, files[0]);
    }

    /// <summary>Listens on <c>PORT</c>, which hosting platforms set; without any setting on port 5080 of this machine.</summary>
    private static void UseDefaultAddress(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        if (!string.IsNullOrEmpty(settings["urls"])) return;
        if (settings["PORT"] is { Length: > 0 } port) builder.WebHost.UseUrls($"http://*:{ParsePort(port)}");
        else if (string.IsNullOrEmpty(settings["http_ports"])) builder.WebHost.UseUrls("http://localhost:5080");
    }

    private static ushort ParsePort(string port) => ushort.TryParse(port, out var number) && number > 0
        ? number
        : throw new SettingException("PORT is not a port: set it to a number from 1 to 65535.");
}
