using Cardio.Model.Card;

namespace Cardio.Site.Features.Dashboard.Figures;

/// <summary>Whether probabilities are what they say: predicted against observed.</summary>
internal static class Calibration
{
    /// <summary>Bins of the reliability diagram.</summary>
    public const int ReliabilityBins = 10;

    /// <summary>
    /// Brier score: the mean square of probability less outcome (Brier 1950). The interval is that of the normal approximation; its
    /// variance alone takes each patient at the middle of the bin. Null for fewer than two patients.
    /// </summary>
    /// <param name="outcomes">The patients.</param>
    /// <param name="sum">The exact sum of the squares; null takes it from the bins.</param>
    public static Measured? Brier(BinnedOutcomes outcomes, double? sum = null) =>
        Mean(outcomes, sum, (probability, outcome) => (probability - outcome) * (probability - outcome), minimum: 0, maximum: 1);

    /// <summary>
    /// Calibration in the large: observed share less mean probability, −1 to 1; above 0 there is more disease than predicted. The
    /// interval as that of <see cref="Brier"/>. Null for fewer than two patients.
    /// </summary>
    /// <param name="outcomes">The patients.</param>
    /// <param name="probabilitySum">The exact sum of their probabilities.</param>
    public static Measured? InTheLarge(BinnedOutcomes outcomes, double probabilitySum) =>
        Mean(outcomes, outcomes.WithDisease - probabilitySum, (probability, outcome) => outcome - probability, minimum: -1, maximum: 1);

    /// <summary>
    /// Predicted and observed share of about equally many patients each, lowest first. Bins are never cut, so that groups may be uneven
    /// and, where many patients share a bin, fewer.
    /// </summary>
    /// <param name="outcomes">The patients.</param>
    /// <param name="groups">How many groups there are at most.</param>
    /// <param name="fewest">
    /// A group with fewer patients on a side than this, but not none, is merged with the smaller of its neighbours; where one is left and
    /// has as few, there is none.
    /// </param>
    public static IReadOnlyList<ReliabilityBin> Reliability(BinnedOutcomes outcomes, int groups = ReliabilityBins, int fewest = 0)
    {
        var parts = Parts(outcomes, groups);
        while (parts.Count > 1 && parts.FindIndex(part => part.HasFewer(fewest)) is var few and >= 0)
        {
            var other = few == 0 ? 1 : few == parts.Count - 1 || parts[few - 1].Count <= parts[few + 1].Count ? few - 1 : few + 1;
            parts[Math.Min(few, other)] = parts[few] + parts[other];
            parts.RemoveAt(Math.Max(few, other));
        }
        if (parts.Exists(part => part.HasFewer(fewest))) return [];
        return [.. parts.Select(part => new ReliabilityBin(
            part.ProbabilitySum / part.Count, Measured.Share(part.Present, part.Count)!.Value, (int)Math.Round(part.Count)))];
    }

    private static List<Part> Parts(BinnedOutcomes outcomes, int groups)
    {
        var parts = new List<Part>();
        var (part, seen, closed) = (new Part(), 0.0, 0);
        for (var bin = 0; bin < outcomes.Bins; bin++)
        {
            var count = outcomes.Present[bin] + outcomes.Absent[bin];
            seen += count;
            part += new Part(count, outcomes.Present[bin], count * outcomes.Probability(bin));
            var full = bin == outcomes.Bins - 1 ? groups : (int)(groups * seen / outcomes.Count);
            if (part.Count == 0 || full == closed) continue;
            parts.Add(part);
            (part, closed) = (new Part(), full);
        }
        return parts;
    }

    /// <summary>
    /// Expected calibration error: the mean distance of predicted and observed share over the groups of <see cref="Reliability"/>,
    /// weighted by their patients (Naeini et al. 2015). It has no interval and is above 0 by chance alone. Null without patients.
    /// </summary>
    public static double? ExpectedError(BinnedOutcomes outcomes, int groups = ReliabilityBins) => outcomes.Count == 0 ? null
        : Reliability(outcomes, groups).Sum(group => group.Count * Math.Abs(group.Predicted - group.Observed.Value)) / outcomes.Count;

    /// <summary>The mean of a value of each patient with the interval of the normal approximation.</summary>
    private static Measured? Mean(BinnedOutcomes outcomes, double? sum, Func<double, int, double> value, double minimum, double maximum)
    {
        var count = outcomes.Count;
        if (count < 2) return null;
        double first = 0, second = 0;
        for (var bin = 0; bin < outcomes.Bins; bin++)
        {
            var (present, absent) = (value(outcomes.Probability(bin), 1), value(outcomes.Probability(bin), 0));
            first += outcomes.Present[bin] * present + outcomes.Absent[bin] * absent;
            second += outcomes.Present[bin] * present * present + outcomes.Absent[bin] * absent * absent;
        }
        var variance = (second / count - first / count * (first / count)) / (count - 1);
        return Measured.Normal((sum ?? first) / count, variance, count, minimum, maximum);
    }

    private readonly record struct Part(double Count, double Present, double ProbabilitySum)
    {
        public bool HasFewer(int fewest) => Present > 0 && Present < fewest || Count > Present && Count - Present < fewest;

        public static Part operator +(Part one, Part other) =>
            new(one.Count + other.Count, one.Present + other.Present, one.ProbabilitySum + other.ProbabilitySum);
    }
}
