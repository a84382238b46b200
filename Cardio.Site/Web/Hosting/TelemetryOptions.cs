using System.ComponentModel.DataAnnotations;

namespace Cardio.Site.Web.Hosting;

/// <summary>
/// Settings for metrics, section <c>Telemetry</c>. The standard variable <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names the receiver of traces
/// and metrics.
/// </summary>
public sealed class TelemetryOptions
{
    /// <summary>Port of the metrics for Prometheus, at <c>/metrics</c>; null for none.</summary>
    [Range(1, 65535)]
    public int? PrometheusPort { get; set; }
}
