using Cardio.Model.Card;

namespace Cardio.Site.Features.About;

/// <summary>What decision thresholds do, a row each.</summary>
/// <param name="Name">What the table is called.</param>
/// <param name="Prevalence">Share with disease in the data, 0 to 1.</param>
/// <param name="Rows">The thresholds.</param>
internal sealed record ThresholdTable(string Name, double Prevalence, IReadOnlyList<ThresholdFigures> Rows)
{
    /// <summary>Whether anybody reaches the threshold; otherwise there is no precision.</summary>
    public static bool HasPositives(ThresholdFigures row) => row is not { Recall.Value: 0, Specificity.Value: 1 };

    /// <summary>Net benefit of calling everybody positive: what a threshold must beat to be of use.</summary>
    public double NetBenefitOfAll(double threshold) => Prevalence - ((1 - Prevalence) * threshold / (1 - threshold));
}
