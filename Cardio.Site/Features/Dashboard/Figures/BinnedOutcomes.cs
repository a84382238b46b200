namespace Cardio.Site.Features.Dashboard.Figures;

/// <summary>
/// Patients with and without the disease by the bin of their probability. Figures from bins are those of patients whose probabilities
/// were rounded to the middle of the bin: with a thousand bins by 0.0005 at most.
/// </summary>
internal sealed class BinnedOutcomes
{
    /// <summary>What rounding may have taken off the edge of a bin.</summary>
    private const double Tolerance = 1e-9;

    private readonly double[] _present;
    private readonly double[] _absent;
    private readonly int _perUnit;
    private readonly double _middle;

    private BinnedOutcomes(double[] present, double[] absent, int perUnit, double middle)
    {
        if (present.Length != absent.Length) throw new ArgumentException("Both need the same bins.", nameof(absent));
        (_present, _absent, _perUnit, _middle) = (present, absent, perUnit, middle);
        (WithDisease, WithoutDisease) = (present.Sum(), absent.Sum());
    }

    /// <summary>Patients with the disease, by bin.</summary>
    public ReadOnlySpan<double> Present => _present;

    /// <summary>Patients without it, by bin.</summary>
    public ReadOnlySpan<double> Absent => _absent;

    /// <summary>Bins, lowest probability first.</summary>
    public int Bins => _present.Length;

    /// <summary>All patients with the disease.</summary>
    public double WithDisease { get; }

    /// <summary>All patients without it.</summary>
    public double WithoutDisease { get; }

    /// <summary>All patients.</summary>
    public double Count => WithDisease + WithoutDisease;

    /// <summary>Confirmed patients; bins of equal width from 0 to 1, the last one including 1.</summary>
    public static BinnedOutcomes FromCounts(ReadOnlySpan<long> present, ReadOnlySpan<long> absent) =>
        new(Doubles(present), Doubles(absent), present.Length, 0.5);

    /// <summary>Confirmed patients by an estimate in whole per cents, 0 to 100.</summary>
    public static BinnedOutcomes OfPercents(ReadOnlySpan<long> present, ReadOnlySpan<long> absent) =>
        new(Doubles(present), Doubles(absent), present.Length - 1, 0);

    /// <summary>
    /// Patients without an outcome, as calibrated probabilities expect them: each counts p as present and 1 − p as absent
    /// (<see cref="DecisionCounts.Expected"/>). Figures of it are estimates.
    /// </summary>
    /// <param name="assessments">Patients by bins of equal width from 0 to 1.</param>
    /// <param name="chance">The chance of disease at a bin's probability, where that is not the probability itself.</param>
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

    /// <summary>The probability that stands for a bin: its middle, or the per cent itself.</summary>
    public double Probability(int bin) => (bin + _middle) / _perUnit;

    /// <summary>
    /// The decisions at a threshold. One that lies within a bin counts as the upper edge of that bin, so that nobody below it is
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
