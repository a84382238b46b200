using Cardio.Model;

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
    /// <param name="sum">The exact sum of the squares.</param>
    public static Measured? Brier(BinnedOutcomes outcomes, double sum) =>
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
    public static IReadOnlyList<ReliabilityBin> Reliability(BinnedOutcomes outcomes, int groups = ReliabilityBins)
    {
        var found = new List<ReliabilityBin>();
        double seen = 0, count = 0, present = 0, probabilitySum = 0;
        var closed = 0;
        for (var bin = 0; bin < outcomes.Bins; bin++)
        {
            var here = outcomes.Present[bin] + outcomes.Absent[bin];
            seen += here;
            count += here;
            present += outcomes.Present[bin];
            probabilitySum += here * outcomes.Probability(bin);
            var full = bin == outcomes.Bins - 1 ? groups : (int)(groups * seen / outcomes.Count);
            if (count == 0 || full == closed) continue;
            closed = full;
            found.Add(new(probabilitySum / count, Measured.Share(present, count)!.Value.Figure, (int)Math.Round(count)));
            (count, present, probabilitySum) = (0, 0, 0);
        }
        return found;
    }

    /// <summary>
    /// Expected calibration error: the mean distance of predicted and observed share over the groups of <see cref="Reliability"/>,
    /// weighted by their patients (Naeini et al. 2015). It has no interval and is above 0 by chance alone. Null without patients.
    /// </summary>
    public static double? ExpectedError(BinnedOutcomes outcomes, int groups = ReliabilityBins) => outcomes.Count == 0 ? null
        : Reliability(outcomes, groups).Sum(group => group.Count * Math.Abs(group.Predicted - group.Observed.Value)) / outcomes.Count;

    /// <summary>The mean of a value of each patient with the interval of the normal approximation.</summary>
    private static Measured? Mean(BinnedOutcomes outcomes, double sum, Func<double, int, double> value, double minimum, double maximum)
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
        return Measured.Normal(sum / count, variance, count, minimum, maximum);
    }
}
