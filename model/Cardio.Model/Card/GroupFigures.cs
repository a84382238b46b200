using System.Globalization;
using Cardio.Model.Patients;
using Cardio.Model.Statistics;

namespace Cardio.Model.Card;

/// <summary>A figure with its 95 % interval; the card's are those of the bootstrap.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public sealed record Figure(double Value, double Low, double High)
{
    /// <summary>The figure and its interval under a rising function.</summary>
    internal Figure Map(Func<double, double> rising) => new(rising(Value), rising(Low), rising(High));
}

/// <summary>The figures of one group of patients.</summary>
public sealed record GroupFigures
{
    /// <summary>Which values were known to the model.</summary>
    public required MeasurementPattern Pattern { get; init; }

    /// <summary>The group: <c>all</c>, <c>female</c>, <c>male</c> or an age band such as <c>45-50</c> (lower end inclusive).</summary>
    public required string Group { get; init; }

    /// <summary>Patients in it.</summary>
    public required int Count { get; init; }

    /// <summary>Share with disease, 0 to 1.</summary>
    public required double Prevalence { get; init; }

    /// <summary>Area under the ROC curve.</summary>
    public required Figure Auc { get; init; }

    /// <summary>Brier score.</summary>
    public required Figure Brier { get; init; }

    /// <summary>Mean log-loss in nats.</summary>
    public required Figure LogLoss { get; init; }

    /// <summary>Accuracy at the threshold 0.5.</summary>
    public required Figure Accuracy { get; init; }

    /// <summary>Precision at 0.5.</summary>
    public required Figure Precision { get; init; }

    /// <summary>Recall (sensitivity) at 0.5.</summary>
    public required Figure Recall { get; init; }

    /// <summary>Specificity at 0.5.</summary>
    public required Figure Specificity { get; init; }

    /// <summary>Slope of the logistic recalibration.</summary>
    public required Figure CalibrationSlope { get; init; }

    /// <summary>Intercept of the logistic recalibration with the slope held at 1.</summary>
    public required Figure CalibrationIntercept { get; init; }

    /// <summary>Expected calibration error over 15 equal-mass bins.</summary>
    public required Figure ExpectedCalibrationError { get; init; }

    /// <summary>Whether the group is the age band of these completed years.</summary>
    public bool IsAgeBandOf(int ageYears)
    {
        var dash = Group.IndexOf('-', StringComparison.Ordinal);
        return dash > 0
            && int.TryParse(Group.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            && int.TryParse(Group.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var to)
            && ageYears >= from && ageYears < to;
    }
}

/// <summary>What a decision threshold does, at the training prevalence.</summary>
public sealed record ThresholdFigures
{
    /// <summary>Patients at or above it are called positive.</summary>
    public required double Threshold { get; init; }

    /// <summary>Share of the positive who have the disease; 0 where nobody is positive.</summary>
    public required Figure Precision { get; init; }

    /// <summary>Share of the diseased who are positive.</summary>
    public required Figure Recall { get; init; }

    /// <summary>Share of the healthy who are negative.</summary>
    public required Figure Specificity { get; init; }

    /// <summary>Net benefit (Vickers and Elkin 2006): true positives less false ones at the threshold's odds, per patient.</summary>
    public required Figure NetBenefit { get; init; }

    /// <summary>
    /// The same decision among patients of another prevalence: they are called positive at the threshold re-based by Bayes' rule, so
    /// that recall and specificity stay. Precision follows Bayes' rule as a probability does, and the net benefit is in proportion to
    /// the prevalence, because the odds of the threshold move with those of the prevalence. It assumes what
    /// <see cref="Prevalence.Rebase"/> assumes.
    /// </summary>
    /// <param name="trainingPrevalence">Share with disease in the training data, above 0 and below 1.</param>
    /// <param name="clinicPrevalence">Share with disease among the clinic's patients, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A prevalence is outside its range or not a number.</exception>
    public ThresholdFigures Rebase(double trainingPrevalence, double clinicPrevalence) => this with
    {
        Threshold = Prevalence.Rebase(Threshold, trainingPrevalence, clinicPrevalence),
        Precision = Precision.Map(p => Prevalence.Rebase(p, trainingPrevalence, clinicPrevalence)),
        NetBenefit = NetBenefit.Map(b => b * clinicPrevalence / trainingPrevalence),
    };
}
