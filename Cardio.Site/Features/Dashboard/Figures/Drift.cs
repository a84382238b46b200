namespace Cardio.Site.Features.Dashboard.Figures;

/// <summary>How far a distribution has moved.</summary>
internal static class Drift
{
    /// <summary>
    /// What stands for an empty share, which has no logarithm: 0.0001, as in Evidently, a library that reports drift.
    /// </summary>
    public const double SmallestShare = 0.0001;

    /// <summary>
    /// Population stability index: the sum over the bins of (actual − expected) · ln(actual / expected). Below 0.1 it is read as no
    /// change, from 0.25 on as a great one (Siddiqi 2006, "Credit Risk Scorecards"). By chance alone it is about (bins − 1) / patients
    /// against a fixed distribution (Yurdakul 2018).
    /// </summary>
    /// <param name="expected">Shares of the bins to begin with, which sum to 1.</param>
    /// <param name="actual">Shares of the same bins now, which sum to 1.</param>
    public static double StabilityIndex(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        if (expected.Length != actual.Length) throw new ArgumentException("Both need the same bins.", nameof(actual));
        double index = 0;
        for (var bin = 0; bin < expected.Length; bin++)
        {
            var (before, now) = (Math.Max(expected[bin], SmallestShare), Math.Max(actual[bin], SmallestShare));
            index += (now - before) * Math.Log(now / before);
        }
        return index;
    }
}
