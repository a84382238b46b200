using System.ComponentModel.DataAnnotations;
using Cardio.Site.Features.Dashboard.Tables;

namespace Cardio.Site.Features.Dashboard.Reliability;

/// <summary>When the dashboard and the log raise an alert, section <c>Alerts</c>.</summary>
internal sealed class AlertOptions
{
    /// <summary>Population stability index above which an input, or the probability, has moved too far from the training data.</summary>
    [Range(0.01, 10)]
    public double StabilityIndex { get; set; } = 0.25;

    /// <summary>
    /// Difference of the observed share with the disease and the mean probability, 0 to 1, above which the model is off, where it is more
    /// than chance too.
    /// </summary>
    [Range(0.001, 1)]
    public double CalibrationGap { get; set; } = 0.05;

    /// <summary>Share of assessments without a laboratory value, 0 to 1, above which too little is measured.</summary>
    [Range(0, 1)]
    public double MissingLabsShare { get; set; } = 0.5;

    /// <summary>Fewest assessments, and fewest confirmed ones, on which an alert rests.</summary>
    [Range(SmallCellSuppression.Fewest, 1_000_000)]
    public int FewestAssessments { get; set; } = 200;
}
