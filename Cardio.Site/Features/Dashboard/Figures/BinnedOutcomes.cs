namespace Cardio.Site.Features.Dashboard.Figures;

/// <summary>
/// Numbers of patients with and without the disease by bin of their probability. Figures from bins equal those of probabilities rounded to
/// the centre of their bin; with a thousand bins, the rounding is at most 0.0005.
/// </summary>
internal sealed class BinnedOutcomes
{
    /// <summary>Allowance for rounding at the edge of a bin.</summary>
    private const double Tolerance = 1e-9;

    private readonly double[] _present;
    private readonly double[] _absent;
    private readonly int _perUnit;
    private readonly double _centre;

    private BinnedOutcomes(double[] present, double[] absent, int perUnit, double centre)
    {
        if (present.Length != absent.Length) throw new ArgumentException("Both arrays must have the same bins.", nameof(absent));
        (_present, _absent, _perUnit, _centre) = (present, absent, perUnit, centre);
        (WithDisease, WithoutDisease) = (present.Sum(), absent.Sum());
    }

    /// <summary>Patients with the disease, by bin.</summary>
    public ReadOnlySpan<double> Present => _present;

    /// <summary>Patients without the disease, by bin.</summary>
    public ReadOnlySpan<double> Absent => _absent;

    /// <summary>Number of bins; the first has the lowest probability.</summary>
    public int Bins => _present.Length;

    /// <summary>All patients with the disease.</summary>
    public double WithDisease { get; }

    /// <summary>All patients without the disease.</summary>
    public double WithoutDisease { get; }

    /// <summary>All patients.</summary>
    public double Count => WithDisease + WithoutDisease;

    /// <summary>Creates outcomes of confirmed patients in bins of equal width from 0 to 1; the last one includes 1.</summary>
    public static BinnedOutcomes FromCounts(ReadOnlySpan<long> present, ReadOnlySpan<long> absent) =>
        new(Doubles(present), Doubles(absent), present.Length, 0.5);

    /// <summary>Creates outcomes of confirmed patients by an estimate in whole percent, 0 to 100.</summary>
    public static BinnedOutcomes FromPercentCounts(ReadOnlySpan<long> present, ReadOnlySpan<long> absent) =>
        new(Doubles(present), Doubles(absent), present.Length - 1, 0);

    /// <summary>
    /// Creates the expected outcomes of patients without a diagnosis: each counts p as present and 1 − p as absent, see
    /// <see cref="DecisionCounts.Expected"/>. Figures from expected outcomes are estimates.
    /// </summary>
    /// <param name="assessments">Patients by bins of equal width from 0 to 1.</param>
    /// <param name="chance">Converts the probability of a bin to the chance of disease; null if they are equal.</param>
    public static BinnedOutcomes Expected(ReadOnlySpan<long> assessments, Func<double, double>? chance = null)
    {
        var (present, absent) = (Doubles(assessments), Doubles(assessments));
        var expected = new BinnedOutcomes(present, absent, assessments.Length, 0.5);
        for (var bin = 0; bin < present.Length; bin++)
        {
            var probability = expected.Probability(bin);
            var diseased = chance?.Invoke(probability) ?? probability;
            (present[bin], absent[bin]) = (present[bin] * diseased, absent[bin] * (1 - diseased));
        }
        return new(present, absent, assessments.Length, 0.5);
    }

    /// <summary>Returns the probability that represents a bin: its centre, or the percent value.</summary>
    public double Probability(int bin) => (bin + _centre) / _perUnit;

    /// <summary>
    /// Counts the decisions at a threshold. A threshold within a bin counts as the upper edge of the bin, so that nobody below it is
    /// positive.
    /// </summary>
    /// <param name="threshold">0 to 1.</param>
    public DecisionCounts At(double threshold)
    {
        var first = Math.Clamp((int)Math.Ceiling(threshold * _perUnit - Tolerance * _perUnit), 0, Bins);
        var (truePositives, falsePositives) = (_present[first..].Sum(), _absent[first..].Sum());
        return new(truePositives, falsePositives, _absent[..first].Sum(), _present[..first].Sum());
    }

    private static double[] Doubles(ReadOnlySpan<long> counts)
    {
        var doubles = new double[counts.Length];
        for (var i = 0; i < counts.Length; i++) doubles[i] = counts[i];
        return doubles;
    }
}
