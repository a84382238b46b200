using Cardio.Model.Card;
using Cardio.Site.Features.Dashboard.Figures;

namespace Cardio.Site.Features.Dashboard.Value;

/// <summary>What a threshold made of the patients of the model's card, each answered by a model that had not seen them.</summary>
internal static class CardDecisions
{
    /// <summary>
    /// The counts at a threshold, from the card's sensitivity and specificity there; between two of its thresholds both are taken in
    /// proportion. Among patients of another share with the disease both stay and the counts follow, as with
    /// <see cref="ThresholdFigures.Rebase"/>.
    /// </summary>
    /// <param name="card">The card.</param>
    /// <param name="threshold">0 to 1.</param>
    /// <param name="prevalence">Share with the disease, or null for that of the card's data.</param>
    public static DecisionCounts At(ModelCard card, double threshold, double? prevalence)
    {
        List<(
            double Threshold, double Sensitivity,
            double Specificity)> points = [.. card.Thresholds.Select(row => (row.Threshold, row.Recall.Value, row.Specificity.Value))
            .Prepend((0.0, 1.0, 0.0)).Append((1.0, 0.0, 1.0)).OrderBy(point => point.Item1)];
        var above = Math.Max(1, points.FindIndex(point => point.Threshold >= threshold));
        var (low, high) = (points[above - 1], points[above]);
        var part = (threshold - low.Threshold) / (high.Threshold - low.Threshold);
        var diseased = card.Data.RowsUsed * (prevalence ?? card.Data.Prevalence);
        var healthy = card.Data.RowsUsed - diseased;
        var (truePositives, trueNegatives) = (
            diseased * Between(low.Sensitivity, high.Sensitivity), healthy * Between(low.Specificity, high.Specificity));
        return new(truePositives, healthy - trueNegatives, trueNegatives, diseased - truePositives);

        double Between(double from, double to) => from + part * (to - from);
    }
}
