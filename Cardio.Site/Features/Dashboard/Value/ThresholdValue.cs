using Cardio.Site.Clinic.Pricing;
using Cardio.Site.Features.Dashboard.Figures;

namespace Cardio.Site.Features.Dashboard.Value;

/// <summary>What a threshold pays, and whom it misses: never the one without the other.</summary>
/// <param name="threshold">0 to 1.</param>
/// <param name="basis">What is known of decisions.</param>
/// <param name="rule">What is paid.</param>
/// <param name="metric">For what.</param>
internal sealed class ThresholdValue(double threshold, ValueBasis basis, PriceRule rule, PriceMetric metric)
{
    private readonly DecisionCounts _counts = basis.At(threshold);

    /// <summary>The threshold, 0 to 1.</summary>
    public double Threshold => threshold;

    /// <summary>The share that is paid for; null where nobody is called positive, or where it is hidden.</summary>
    public Measured? Share => IsShareHidden ? null : Paid;

    /// <summary>Whether the share would tell of few patients.</summary>
    public bool IsShareHidden => Paid is not null && IsHidden;

    /// <summary>What is known of the share; null as above.</summary>
    public SharePosterior? Posterior => Share is { } share ? SharePosterior.FromCounts(Part(share), share.Count) : null;

    /// <summary>Price of an examination, or null as above.</summary>
    public decimal? Price => Share is { } share ? rule.Price(share.Value) : null;

    /// <summary>Price less cost of an examination, or null as above.</summary>
    public decimal? Profit => Share is { } share ? rule.Profit(share.Value) : null;

    /// <summary>Share of all patients who have the disease and are below the threshold; null where it is hidden.</summary>
    public Measured? Missed => IsHidden ? null : _counts.Missed;

    /// <summary>Of those with the disease, the share at or above the threshold; null where nobody has it, or where it is hidden.</summary>
    public Measured? Sensitivity => IsHidden ? null : _counts.Sensitivity;

    private Measured? Paid => metric == PriceMetric.Precision ? _counts.Precision : _counts.Accuracy;

    private static double Part(Measured share) => share.Value * share.Count;

    /// <summary>
    /// One small cell of the four hides all that is told of the threshold: each figure would help to compute it. Of expected patients, who
    /// are nobody in particular, few on a side of the threshold do, and those of the card are no patients of the clinic.
    /// </summary>
    public bool IsHidden => basis.Source switch
    {
        ValueSource.Measured => _counts.HasFew,
        ValueSource.Estimated => _counts.HasFewOnASide,
        _ => false,
    };
}
