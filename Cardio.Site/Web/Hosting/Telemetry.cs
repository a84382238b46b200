using Cardio.Site.Data;
using Cardio.Site.Data.Settings;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Cardio.Site.Web.Hosting;

internal static class Telemetry
{
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Meters = [SiteMetrics.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql"];

    /// <summary>Adds metrics and traces to whom the settings name; to nobody costs nothing.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SiteMetrics>();
        builder.Services.AddSettings<TelemetryOptions>("Telemetry");
        var prometheusPort = builder.Configuration.GetSection("Telemetry").Get<TelemetryOptions>()?.PrometheusPort;
        var isSent = IsSent(builder.Configuration);
        if (prometheusPort is null && !isSent) return;

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("cardio", serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString()))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(Meters).AddInstrumentation(services => services.GetRequiredService<SiteMetrics>());
                if (isSent) metrics.AddOtlpExporter();
                if (prometheusPort is { } port) metrics.AddPrometheusHttpListener(listener => (listener.Host, listener.Port) = ("*", port));
            });
        if (isSent)
            telemetry.WithTracing(traces => traces
                .AddAspNetCoreInstrumentation(requests => requests.Filter = http => !http.Request.Path.StartsWithSegments("/health"))
                .AddSource("Npgsql")
                .AddOtlpExporter());
    }

    private static bool IsSent(ConfigurationManager configuration)
    {
        if (configuration[OtlpEndpoint] is not { Length: > 0 } endpoint) return false;
        return Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? true
            : throw new SettingException($"{OtlpEndpoint} is not an address: set it to http://HOST:PORT, or leave it out.");
    }
}
