using System.ComponentModel.DataAnnotations;

namespace Cardio.Site.Web.Hosting;

/// <summary>Settings of metrics, section <c>Telemetry</c>; where traces and metrics are sent stands in the standard's own <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
public sealed class TelemetryOptions
{
    /// <summary>Port on which a Prometheus server reads the metrics, at <c>/metrics</c>; null for none.</summary>
    [Range(1, 65535)]
    public int? PrometheusPort { get; set; }
}
