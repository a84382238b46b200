namespace Cardio.Model.Training.Figures;

/// <summary>A prediction beside the truth.</summary>
internal readonly record struct ScoredOutcome(double Probability, bool HasDisease);

/// <summary>Figures of a set of predictions, at the threshold 0.5 where one is needed.</summary>
/// <param name="Auc">Area under the ROC curve.</param>
/// <param name="Brier">Mean squared distance of probability and truth.</param>
/// <param name="Accuracy">Share of right decisions.</param>
/// <param name="Precision">Share of the positive who have the disease.</param>
/// <param name="Recall">Share of the diseased who are positive.</param>
/// <param name="Specificity">Share of the healthy who are negative.</param>
/// <param name="LogLoss">Mean log-loss in nats.</param>
/// <param name="CalibrationSlope">Slope of the logistic recalibration.</param>
/// <param name="CalibrationIntercept">Intercept of the logistic recalibration with the slope held at 1.</param>
/// <param name="ExpectedCalibrationError">Over 15 bins of equal mass.</param>
/// <param name="Count">Predictions.</param>
internal sealed record Metrics(
    double Auc, double Brier, double Accuracy, double Precision, double Recall, double Specificity, double LogLoss,
    double CalibrationSlope, double CalibrationIntercept, double ExpectedCalibrationError, int Count)
{
    /// <summary>Probabilities are kept this far from 0 and 1 in logarithms.</summary>
    public const double Tiny = 1e-15;

    public static Metrics FromOutcomes(IEnumerable<ScoredOutcome> outcomes)
    {
        var ranked = new RankedOutcomes(outcomes);
        return ranked.Measure(Enumerable.Repeat(1, ranked.Count).ToArray());
    }

    public static double Logit(double probability)
    {
        var p = Math.Clamp(probability, Tiny, 1 - Tiny);
        return Math.Log(p / (1 - p));
    }
}

/// <summary>Counts of a decision threshold; a patient at or above it is positive.</summary>
internal readonly record struct Confusion(int TruePositives, int FalsePositives, int FalseNegatives, int TrueNegatives)
{
    public int Count => TruePositives + FalsePositives + FalseNegatives + TrueNegatives;

    public double Accuracy => (double)(TruePositives + TrueNegatives) / Count;

    public double Precision => Ratio(TruePositives, TruePositives + FalsePositives);

    public double Recall => Ratio(TruePositives, TruePositives + FalseNegatives);

    public double Specificity => Ratio(TrueNegatives, TrueNegatives + FalsePositives);

    /// <summary>Net benefit a patient (Vickers and Elkin 2006).</summary>
    public double NetBenefit(double threshold) =>
        (double)TruePositives / Count - (double)FalsePositives / Count * threshold / (1 - threshold);

    private static double Ratio(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
