using Cardio.Site.Clinic.Pricing;
using Cardio.Site.Features.Dashboard.Figures;

namespace Cardio.Site.Features.Dashboard.Value;

/// <summary>Price, profit and missed patients at a threshold; always shown together.</summary>
/// <param name="threshold">0 to 1.</param>
/// <param name="basis">The decisions by threshold.</param>
/// <param name="rule">The price rule.</param>
/// <param name="metric">The measure that is paid for.</param>
internal sealed class ThresholdValue(double threshold, ValueBasis basis, PriceRule rule, PriceMetric metric)
{
    private readonly DecisionCounts _counts = basis.At(threshold);

    /// <summary>The threshold, 0 to 1.</summary>
    public double Threshold => threshold;

    /// <summary>The share that is paid for; null if nobody is positive, or if it is hidden.</summary>
    public Measured? Share => IsShareHidden ? null : Paid;

    /// <summary>Whether the share is hidden because it would reveal few patients.</summary>
    public bool IsShareHidden => Paid is not null && IsHidden;

    /// <summary>The posterior of the share, or null as above.</summary>
    public SharePosterior? Posterior => Share is { } share ? SharePosterior.FromCounts(Part(share), share.Count) : null;

    /// <summary>Price of an examination, or null as above.</summary>
    public decimal? Price => Share is { } share ? rule.Price(share.Value) : null;

    /// <summary>Price minus cost of an examination, or null as above.</summary>
    public decimal? Profit => Share is { } share ? rule.Profit(share.Value) : null;

    /// <summary>Share of all patients who have the disease and are below the threshold; null if hidden.</summary>
    public Measured? Missed => IsHidden ? null : _counts.Missed;

    /// <summary>Share of patients with the disease who are at or above the threshold; null if there are none, or if hidden.</summary>
    public Measured? Sensitivity => IsHidden ? null : _counts.Sensitivity;

    private Measured? Paid => metric == PriceMetric.Precision ? _counts.Precision : _counts.Accuracy;

    private static double Part(Measured share) => share.Value * share.Count;

    /// <summary>
    /// Whether all figures of the threshold are hidden: each would help to compute a small count. Expected counts are hidden if few
    /// patients are on a side of the threshold. Counts of the card are not about patients of the clinic.
    /// </summary>
    public bool IsHidden => basis.Source switch
    {
        ValueSource.Measured => _counts.HasFew,
        ValueSource.Estimated => _counts.HasFewOnASide,
        _ => false,
    };
}
