using Cardio.Model.Card;

namespace Cardio.Site.Features.About;

/// <summary>Model of the table of decision thresholds.</summary>
/// <param name="Name">Caption of the table.</param>
/// <param name="Prevalence">Share of the training patients with the disease, 0 to 1.</param>
/// <param name="Rows">The thresholds with their figures.</param>
internal sealed record ThresholdTable(string Name, double Prevalence, IReadOnlyList<ThresholdFigures> Rows)
{
    /// <summary>Whether any patient is at or above the threshold; otherwise precision is undefined.</summary>
    public static bool HasPositives(ThresholdFigures row) => row is not { Recall.Value: 0, Specificity.Value: 1 };

    /// <summary>Net benefit per patient if all are treated as positive. A useful threshold has a higher one.</summary>
    public double NetBenefitOfAll(double threshold) => Prevalence - ((1 - Prevalence) * threshold / (1 - threshold));
}
