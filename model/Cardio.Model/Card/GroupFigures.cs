using System.Globalization;
using Cardio.Model.Patients;
using Cardio.Model.Statistics;

namespace Cardio.Model.Card;

/// <summary>An estimate with its 95 % confidence interval, from the bootstrap unless stated otherwise.</summary>
/// <param name="Value">Point estimate.</param>
/// <param name="Low">Lower confidence limit.</param>
/// <param name="High">Upper confidence limit.</param>
public sealed record Figure(double Value, double Low, double High)
{
    /// <summary>Applies an increasing function to the estimate and both limits.</summary>
    internal Figure Map(Func<double, double> increasing) => new(increasing(Value), increasing(Low), increasing(High));
}

/// <summary>Performance of the model in one group of patients.</summary>
public sealed record GroupFigures
{
    /// <summary>Measurement pattern of the model that was evaluated.</summary>
    public required MeasurementPattern Pattern { get; init; }

    /// <summary>Group: <c>all</c>, <c>female</c>, <c>male</c> or an age band such as <c>45-50</c>, upper end exclusive.</summary>
    public required string Group { get; init; }

    /// <summary>Number of patients in the group.</summary>
    public required int Count { get; init; }

    /// <summary>Proportion with disease, 0 to 1.</summary>
    public required double Prevalence { get; init; }

    /// <summary>Area under the ROC curve.</summary>
    public required Figure Auc { get; init; }

    /// <summary>Brier score: mean squared difference between probability and outcome.</summary>
    public required Figure Brier { get; init; }

    /// <summary>Mean log-loss in nats.</summary>
    public required Figure LogLoss { get; init; }

    /// <summary>Accuracy at the threshold 0.5.</summary>
    public required Figure Accuracy { get; init; }

    /// <summary>Precision (positive predictive value) at the threshold 0.5.</summary>
    public required Figure Precision { get; init; }

    /// <summary>Recall (sensitivity) at the threshold 0.5.</summary>
    public required Figure Recall { get; init; }

    /// <summary>Specificity at the threshold 0.5.</summary>
    public required Figure Specificity { get; init; }

    /// <summary>Calibration slope: slope of the logistic recalibration, ideally 1.</summary>
    public required Figure CalibrationSlope { get; init; }

    /// <summary>Calibration-in-the-large: intercept of the logistic recalibration with the slope fixed at 1.</summary>
    public required Figure CalibrationIntercept { get; init; }

    /// <summary>Expected calibration error over 15 equal-frequency bins.</summary>
    public required Figure ExpectedCalibrationError { get; init; }

    /// <summary>Returns whether the group is the age band that contains an age.</summary>
    /// <param name="ageYears">Age in completed years.</param>
    public bool IsAgeBandOf(int ageYears)
    {
        var dash = Group.IndexOf('-', StringComparison.Ordinal);
        return dash > 0
            && int.TryParse(Group.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            && int.TryParse(Group.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var to)
            && ageYears >= from && ageYears < to;
    }
}

/// <summary>Performance at one decision threshold, at the training prevalence.</summary>
public sealed record ThresholdFigures
{
    /// <summary>Probability from which a patient is classified as positive, 0 to 1.</summary>
    public required double Threshold { get; init; }

    /// <summary>Positive predictive value, 0 to 1; 0 if no patient is positive.</summary>
    public required Figure Precision { get; init; }

    /// <summary>Sensitivity: proportion of the patients with disease who are positive, 0 to 1.</summary>
    public required Figure Recall { get; init; }

    /// <summary>Proportion of the patients without disease who are negative, 0 to 1.</summary>
    public required Figure Specificity { get; init; }

    /// <summary>
    /// Net benefit per patient (Vickers and Elkin 2006): true positives minus false positives weighted by the odds of the threshold.
    /// </summary>
    public required Figure NetBenefit { get; init; }

    /// <summary>
    /// Returns the performance of the same decision at another prevalence. The threshold is adjusted by Bayes' rule, so recall and
    /// specificity do not change. Precision is re-based like any probability. Net benefit is proportional to the prevalence,
    /// because the odds of the threshold change with the odds of the prevalence. See <see cref="Prevalence.Rebase"/> for the
    /// assumption.
    /// </summary>
    /// <param name="trainingPrevalence">Prevalence in the training data, above 0 and below 1.</param>
    /// <param name="clinicPrevalence">Prevalence among the clinic's patients, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A prevalence is outside its range or not a number.</exception>
    public ThresholdFigures Rebase(double trainingPrevalence, double clinicPrevalence) => this with
    {
        Threshold = Prevalence.Rebase(Threshold, trainingPrevalence, clinicPrevalence),
        Precision = Precision.Map(p => Prevalence.Rebase(p, trainingPrevalence, clinicPrevalence)),
        NetBenefit = NetBenefit.Map(b => b * clinicPrevalence / trainingPrevalence),
    };
}
