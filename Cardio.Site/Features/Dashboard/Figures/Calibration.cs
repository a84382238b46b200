using Cardio.Model.Card;
using Cardio.Model.Statistics;

namespace Cardio.Site.Features.Dashboard.Figures;

/// <summary>Compares predicted with observed shares.</summary>
internal static class Calibration
{
    /// <summary>Number of groups of the reliability diagram.</summary>
    public const int ReliabilityGroups = 10;

    /// <summary>
    /// Computes the <see cref="BrierScore"/> with an interval by the normal approximation, whose variance uses the centre of each bin.
    /// Null for fewer than two patients.
    /// </summary>
    /// <param name="outcomes">The patients.</param>
    /// <param name="sum">The exact sum of squared errors; null to compute it from the bins.</param>
    public static Measured? Brier(BinnedOutcomes outcomes, double? sum = null) =>
        Mean(outcomes, sum, BrierScore.SquaredError, minimum: 0, maximum: 1);

    /// <summary>
    /// Calibration in the large: observed share minus mean probability, −1 to 1; above 0 there is more disease than predicted. The interval
    /// is like that of <see cref="Brier"/>. Null for fewer than two patients.
    /// </summary>
    /// <param name="outcomes">The patients.</param>
    /// <param name="probabilitySum">The exact sum of the probabilities.</param>
    public static Measured? InTheLarge(BinnedOutcomes outcomes, double probabilitySum) =>
        Mean(
            outcomes, outcomes.WithDisease - probabilitySum,
            (probability, hasDisease) => (hasDisease ? 1 : 0) - probability, minimum: -1, maximum: 1);

    /// <summary>
    /// Computes predicted and observed shares of groups of about equal size, lowest probability first. Bins are never split, so groups may
    /// be uneven and, if many patients share a bin, fewer.
    /// </summary>
    /// <param name="outcomes">The patients.</param>
    /// <param name="groups">Maximum number of groups.</param>
    /// <param name="fewest">
    /// A group with 1 to <paramref name="fewest"/> − 1 patients with the disease, or without it, is merged with its smaller neighbour. If
    /// the last group is still small, there are no groups.
    /// </param>
    public static IReadOnlyList<ReliabilityBin> Reliability(BinnedOutcomes outcomes, int groups = ReliabilityGroups, int fewest = 0)
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
    /// Computes the <see cref="CalibrationError"/> over the groups of <see cref="Reliability"/>. Null without patients.
    /// </summary>
    public static double? ExpectedError(BinnedOutcomes outcomes, int groups = ReliabilityGroups) =>
        outcomes.Count == 0 ? null : ExpectedError(Reliability(outcomes, groups), outcomes.Count);

    /// <summary>Computes the <see cref="CalibrationError"/> of groups.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="count">Number of patients.</param>
    public static double ExpectedError(IReadOnlyList<ReliabilityBin> groups, double count)
    {
        var error = new CalibrationError();
        foreach (var group in groups) error.Add(group.Count * (group.Predicted - group.Observed.Value));
        return error.Value(count);
    }

    /// <summary>Computes the mean of a value of each patient with an interval by the normal approximation.</summary>
    private static Measured? Mean(BinnedOutcomes outcomes, double? sum, Func<double, bool, double> value, double minimum, double maximum)
    {
        var count = outcomes.Count;
        if (count < 2) return null;
        double first = 0, second = 0;
        for (var bin = 0; bin < outcomes.Bins; bin++)
        {
            var (present, absent) = (value(outcomes.Probability(bin), true), value(outcomes.Probability(bin), false));
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
