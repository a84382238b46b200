namespace Cardio.Site.Features.Dashboard.Figures;

/// <summary>Measures how far a distribution has shifted.</summary>
internal static class Drift
{
    /// <summary>Replaces an empty share, which has no logarithm; same value as in Evidently, a library that reports drift.</summary>
    public const double SmallestShare = 0.0001;

    /// <summary>
    /// Computes the population stability index: the sum over bins of (actual − expected) · ln(actual / expected). Below 0.1 counts as no
    /// shift, from 0.25 as a strong one (Siddiqi 2006, "Credit Risk Scorecards"). By chance alone it is about (bins − 1) / patients
    /// against a fixed distribution (Yurdakul 2018).
    /// </summary>
    /// <param name="expected">Reference shares of the bins; their sum is 1.</param>
    /// <param name="actual">Current shares of the same bins; their sum is 1.</param>
    public static double StabilityIndex(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        if (expected.Length != actual.Length) throw new ArgumentException("Both arrays must have the same bins.", nameof(actual));
        double index = 0;
        for (var bin = 0; bin < expected.Length; bin++)
        {
            var (before, now) = (Math.Max(expected[bin], SmallestShare), Math.Max(actual[bin], SmallestShare));
            index += (now - before) * Math.Log(now / before);
        }
        return index;
    }
}
