using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Tables;

namespace Cardio.Site.Features.Dashboard.Figures;

/// <summary>
/// Decisions at a threshold; at or above it is positive. Counts are whole numbers for confirmed patients, and expected numbers if estimated
/// from probabilities. Each share has a 95% Wilson interval and is null if its denominator is 0.
/// </summary>
/// <param name="TruePositives">Positive, with the disease.</param>
/// <param name="FalsePositives">Positive, without the disease.</param>
/// <param name="TrueNegatives">Negative, without the disease.</param>
/// <param name="FalseNegatives">Negative, with the disease: missed.</param>
internal readonly record struct DecisionCounts(double TruePositives, double FalsePositives, double TrueNegatives, double FalseNegatives)
{
    /// <summary>Reads the decisions on confirmed assessments.</summary>
    public static DecisionCounts FromTally(Tally tally) => new(
        tally[Counters.TruePositives], tally[Counters.FalsePositives], tally[Counters.TrueNegatives], tally[Counters.FalseNegatives]);

    /// <summary>Subtracts some of the patients.</summary>
    public static DecisionCounts operator -(DecisionCounts all, DecisionCounts some) => new(
        all.TruePositives - some.TruePositives, all.FalsePositives - some.FalsePositives, all.TrueNegatives - some.TrueNegatives,
        all.FalseNegatives - some.FalseNegatives);

    /// <summary>All patients.</summary>
    public double Count => Positives + Negatives;

    /// <summary>Positive patients.</summary>
    public double Positives => TruePositives + FalsePositives;

    /// <summary>Negative patients.</summary>
    public double Negatives => TrueNegatives + FalseNegatives;

    /// <summary>Patients with the disease.</summary>
    public double WithDisease => TruePositives + FalseNegatives;

    /// <summary>Whether one of the four counts is small.</summary>
    public bool HasFew =>
        new[] { TruePositives, FalsePositives, TrueNegatives, FalseNegatives }
            .Any(cell => SmallCellSuppression.IsSmall((long)Math.Round(cell)));

    /// <summary>Whether few patients are positive, or few are negative: an expected count could reveal a patient's probability.</summary>
    public bool HasFewOnASide =>
        SmallCellSuppression.IsSmall((long)Math.Round(Positives)) || SmallCellSuppression.IsSmall((long)Math.Round(Negatives));

    /// <summary>Share of all patients with a correct decision.</summary>
    public Measured? Accuracy => Measured.Share(TruePositives + TrueNegatives, Count);

    /// <summary>Share of positive patients who have the disease.</summary>
    public Measured? Precision => Measured.Share(TruePositives, Positives);

    /// <summary>Share of patients with the disease who are positive.</summary>
    public Measured? Sensitivity => Measured.Share(TruePositives, WithDisease);

    /// <summary>Share of patients without the disease who are negative.</summary>
    public Measured? Specificity => Measured.Share(TrueNegatives, TrueNegatives + FalsePositives);

    /// <summary>Share of negative patients who do not have the disease.</summary>
    public Measured? NegativePredictiveValue => Measured.Share(TrueNegatives, Negatives);

    /// <summary>Share of all patients who have the disease and are negative.</summary>
    public Measured? Missed => Measured.Share(FalseNegatives, Count);

    /// <summary>
    /// Estimates the counts from calibrated probabilities without outcomes: a positive patient with probability p counts p as true positive
    /// and 1 − p as false positive (confidence-based performance estimation as in NannyML; see Garg et al. 2022, "Leveraging unlabeled data
    /// to predict out-of-distribution performance"). The estimate is only as good as the calibration. The Wilson intervals cover sampling
    /// error and are not too narrow: patients with unequal p vary less than as many patients with the mean p (Hoeffding 1956).
    /// </summary>
    /// <param name="assessments">Number of patients.</param>
    /// <param name="atOrAbove">Number of positive patients.</param>
    /// <param name="truePositives">Sum of p over positive patients.</param>
    /// <param name="trueNegatives">Sum of 1 − p over negative patients.</param>
    public static DecisionCounts Expected(long assessments, long atOrAbove, double truePositives, double trueNegatives) =>
        new(truePositives, Math.Max(0, atOrAbove - truePositives), trueNegatives, Math.Max(0, assessments - atOrAbove - trueNegatives));
}
