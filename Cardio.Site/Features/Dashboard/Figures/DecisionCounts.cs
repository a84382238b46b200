using Cardio.Site.Features.Dashboard.Tables;

namespace Cardio.Site.Features.Dashboard.Figures;

/// <summary>
/// What a threshold made of patients; at or above it is positive. Whole numbers where the patients are confirmed, expected ones where
/// they are estimated from probabilities. Each share carries its 95 % Wilson interval and is null where nobody is in its denominator.
/// </summary>
/// <param name="TruePositives">Positive, with the disease.</param>
/// <param name="FalsePositives">Positive, without it.</param>
/// <param name="TrueNegatives">Negative, without it.</param>
/// <param name="FalseNegatives">Negative, with it: missed.</param>
internal readonly record struct DecisionCounts(double TruePositives, double FalsePositives, double TrueNegatives, double FalseNegatives)
{
    /// <summary>What is left of patients without some of them.</summary>
    public static DecisionCounts operator -(DecisionCounts all, DecisionCounts some) => new(
        all.TruePositives - some.TruePositives, all.FalsePositives - some.FalsePositives, all.TrueNegatives - some.TrueNegatives,
        all.FalseNegatives - some.FalseNegatives);

    /// <summary>All patients.</summary>
    public double Count => Positives + Negatives;

    /// <summary>Called positive.</summary>
    public double Positives => TruePositives + FalsePositives;

    /// <summary>Called negative.</summary>
    public double Negatives => TrueNegatives + FalseNegatives;

    /// <summary>With the disease.</summary>
    public double WithDisease => TruePositives + FalseNegatives;

    /// <summary>Whether one of the four cells tells of few patients.</summary>
    public bool HasFew =>
        new[] { TruePositives, FalsePositives, TrueNegatives, FalseNegatives }
            .Any(cell => SmallCellSuppression.IsSmall((long)Math.Round(cell)));

    /// <summary>
    /// Whether few are called positive, or few negative: what is expected of them would be the probability of one of them.
    /// </summary>
    public bool HasFewOnASide =>
        SmallCellSuppression.IsSmall((long)Math.Round(Positives)) || SmallCellSuppression.IsSmall((long)Math.Round(Negatives));

    /// <summary>Share of all who are called rightly.</summary>
    public Measured? Accuracy => Measured.Share(TruePositives + TrueNegatives, Count);

    /// <summary>Share of the positive who have the disease.</summary>
    public Measured? Precision => Measured.Share(TruePositives, Positives);

    /// <summary>Share of those with the disease who are positive.</summary>
    public Measured? Sensitivity => Measured.Share(TruePositives, WithDisease);

    /// <summary>Share of those without the disease who are negative.</summary>
    public Measured? Specificity => Measured.Share(TrueNegatives, TrueNegatives + FalsePositives);

    /// <summary>Share of the negative who do not have the disease.</summary>
    public Measured? NegativePredictiveValue => Measured.Share(TrueNegatives, Negatives);

    /// <summary>Share of all who have the disease and are negative.</summary>
    public Measured? Missed => Measured.Share(FalseNegatives, Count);

    /// <summary>
    /// The counts expected from calibrated probabilities alone, without any outcome: a positive patient with probability p is a true
    /// positive p times and a false one 1 − p times (confidence-based performance estimation, as NannyML describes it; that accuracy
    /// can be told from confidence: Garg et al. 2022, "Leveraging unlabeled data to predict out-of-distribution performance"). It is
    /// only as good as the calibration. Its Wilson intervals are those of sampling: as wide as if all these patients were confirmed,
    /// and no narrower than they should be, because patients of unequal p vary less than as many of the mean p (Hoeffding 1956).
    /// </summary>
    /// <param name="assessments">Patients.</param>
    /// <param name="atOrAbove">Of these, positive.</param>
    /// <param name="truePositives">Sum of p over the positive.</param>
    /// <param name="trueNegatives">Sum of 1 − p over the negative.</param>
    public static DecisionCounts Expected(long assessments, long atOrAbove, double truePositives, double trueNegatives) =>
        new(truePositives, Math.Max(0, atOrAbove - truePositives), trueNegatives, Math.Max(0, assessments - atOrAbove - trueNegatives));
}
