using Cardio.Site.Clinic.Settings;
using Cardio.Site.Data.Connections;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Cardio.Site.Web.Hosting;

internal static class Telemetry
{
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Meters =
        [SiteMetrics.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql"];

    /// <summary>
    /// Adds the exporters of metrics and traces that are configured. A command exports nothing, because the running site uses the port.
    /// </summary>
    public static void AddTelemetry(this WebApplicationBuilder builder, bool isCommand)
    {
        builder.Services.AddSingleton<SiteMetrics>();
        builder.Services.AddSettings<TelemetryOptions>("Telemetry");
        var prometheusPort = PrometheusPort(builder.Configuration);
        var usesOtlp = UsesOtlp(builder.Configuration);
        if (isCommand || (prometheusPort is null && !usesOtlp)) return;

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                "cardio", serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString()))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(Meters).AddInstrumentation(services => services.GetRequiredService<SiteMetrics>());
                if (usesOtlp) metrics.AddOtlpExporter();
                if (prometheusPort is { } port) metrics.AddPrometheusHttpListener(listener => ListenEverywhere(listener, port));
            });
        if (usesOtlp)
            telemetry.WithTracing(traces => traces
                .AddAspNetCoreInstrumentation(requests => requests.Filter = http => !http.Request.Path.StartsWithSegments("/health"))
                .AddSource("Npgsql")
                .AddProcessor(new RouteForPath())
                .AddOtlpExporter());
    }

    /// <summary>Reads and checks the port here, because the listener is created before the settings are validated.</summary>
    private static int? PrometheusPort(ConfigurationManager configuration) =>
        configuration.GetSection("Telemetry").Get<TelemetryOptions>()?.PrometheusPort is not { } port ? null
        : port is >= 1 and <= 65535 ? port
        : throw new SettingException("Telemetry__PrometheusPort is not a port: set it to a number from 1 to 65535, or leave it out.");

    /// <summary>Listens on all addresses, because Prometheus runs on another machine. The package itself allows no wildcard.</summary>
    private static void ListenEverywhere(PrometheusHttpListenerOptions listener, int port)
    {
        listener.Port = port;
        listener.ConfigureHttpListener = (_, http) =>
        {
            http.Prefixes.Clear();
            http.Prefixes.Add($"http://*:{port}/metrics/");
        };
    }

    private static bool UsesOtlp(ConfigurationManager configuration)
    {
        if (configuration[OtlpEndpoint] is not { Length: > 0 } endpoint) return false;
        return Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? true
            : throw new SettingException($"{OtlpEndpoint} is not an address: set it to http://HOST:PORT, or leave it out.");
    }
}
