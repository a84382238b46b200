using System.ComponentModel.DataAnnotations;
using Cardio.Site.Features.Dashboard.Tables;

namespace Cardio.Site.Features.Dashboard.Reliability;

/// <summary>Limits for alerts on the dashboard and in the log, section <c>Alerts</c>.</summary>
internal sealed class AlertOptions
{
    /// <summary>Population stability index above which an input or the probability has shifted too far from the training data.</summary>
    [Range(0.01, 10)]
    public double StabilityIndex { get; set; } = 0.25;

    /// <summary>
    /// Absolute difference of observed share and mean probability, 0 to 1, above which calibration raises an alert if it exceeds chance.
    /// </summary>
    [Range(0.001, 1)]
    public double CalibrationGap { get; set; } = 0.05;

    /// <summary>Share of assessments with missing laboratory values, 0 to 1, above which an alert is raised.</summary>
    [Range(0, 1)]
    public double MissingLabsShare { get; set; } = 0.5;

    /// <summary>Minimum number of assessments, and of confirmed ones, for an alert.</summary>
    [Range(SmallCellSuppression.Fewest, 1_000_000)]
    public int FewestAssessments { get; set; } = 200;
}
