using Cardio.Model.Card;
using Cardio.Site.Features.Dashboard.Figures;

namespace Cardio.Site.Features.Dashboard.Value;

/// <summary>Decisions at a threshold on the cross-validated patients of the model card.</summary>
internal static class CardDecisions
{
    /// <summary>
    /// Computes the counts at a threshold from the sensitivity and specificity in the card, interpolated between its thresholds. With
    /// another prevalence both stay the same and the counts change, as in <see cref="ThresholdFigures.Rebase"/>.
    /// </summary>
    /// <param name="card">The model card.</param>
    /// <param name="threshold">The threshold, 0 to 1.</param>
    /// <param name="prevalence">The prevalence, or null for that of the card.</param>
    public static DecisionCounts At(ModelCard card, double threshold, double? prevalence)
    {
        List<(double Threshold, double Sensitivity, double Specificity)> points =
            [.. card.Thresholds.Select(row => (row.Threshold, row.Recall.Value, row.Specificity.Value))
            .Prepend((0.0, 1.0, 0.0)).Append((1.0, 0.0, 1.0)).OrderBy(point => point.Item1)];
        var above = Math.Max(1, points.FindIndex(point => point.Threshold >= threshold));
        var (low, high) = (points[above - 1], points[above]);
        var part = (threshold - low.Threshold) / (high.Threshold - low.Threshold);
        var diseased = card.Data.RowsUsed * (prevalence ?? card.Data.Prevalence);
        var healthy = card.Data.RowsUsed - diseased;
        var truePositives = diseased * Between(low.Sensitivity, high.Sensitivity);
        var trueNegatives = healthy * Between(low.Specificity, high.Specificity);
        return new(truePositives, healthy - trueNegatives, trueNegatives, diseased - truePositives);

        double Between(double from, double to) => from + part * (to - from);
    }
}
