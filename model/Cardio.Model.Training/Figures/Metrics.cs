namespace Cardio.Model.Training.Figures;

/// <summary>Predicted probability with the observed outcome.</summary>
internal readonly record struct ScoredOutcome(double Probability, bool HasDisease);

/// <summary>Performance of a set of predictions; classification metrics use the threshold 0.5.</summary>
/// <param name="Auc">Area under the ROC curve.</param>
/// <param name="Brier">Brier score: mean squared difference between probability and outcome.</param>
/// <param name="Accuracy">Proportion of correct classifications, 0 to 1.</param>
/// <param name="Precision">Positive predictive value, 0 to 1.</param>
/// <param name="Recall">Sensitivity, 0 to 1.</param>
/// <param name="Specificity">Proportion of patients without disease who are negative, 0 to 1.</param>
/// <param name="LogLoss">Mean log-loss in nats.</param>
/// <param name="CalibrationSlope">Calibration slope, ideally 1.</param>
/// <param name="CalibrationIntercept">Calibration-in-the-large: intercept with the slope fixed at 1, ideally 0.</param>
/// <param name="ExpectedCalibrationError">Expected calibration error over 15 equal-frequency bins.</param>
/// <param name="Count">Number of predictions.</param>
internal sealed record Metrics(
    double Auc, double Brier, double Accuracy, double Precision, double Recall, double Specificity, double LogLoss,
    double CalibrationSlope, double CalibrationIntercept, double ExpectedCalibrationError, int Count)
{
    /// <summary>Distance from 0 and 1 at which probabilities are clamped before a logarithm.</summary>
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

/// <summary>Confusion matrix at a decision threshold; a patient at or above it is positive.</summary>
internal readonly record struct Confusion(int TruePositives, int FalsePositives, int FalseNegatives, int TrueNegatives)
{
    public int Count => TruePositives + FalsePositives + FalseNegatives + TrueNegatives;

    public double Accuracy => (double)(TruePositives + TrueNegatives) / Count;

    public double Precision => Ratio(TruePositives, TruePositives + FalsePositives);

    public double Recall => Ratio(TruePositives, TruePositives + FalseNegatives);

    public double Specificity => Ratio(TrueNegatives, TrueNegatives + FalsePositives);

    /// <summary>Computes the net benefit per patient (Vickers and Elkin 2006).</summary>
    public double NetBenefit(double threshold) =>
        (double)TruePositives / Count - (double)FalsePositives / Count * threshold / (1 - threshold);

    private static double Ratio(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
