using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Figures;

namespace Cardio.Site.Features.Dashboard.Comparison;

/// <summary>
/// What one model did on patients; the confirmed ones by bins of a thousandth, and all by what their probabilities promise.
/// </summary>
internal sealed class ModelPerformance
{
    private readonly long[] _present = new long[Counters.ProbabilityBins];
    private readonly long[] _absent = new long[Counters.ProbabilityBins];
    private long _all;
    private long _atOrAbove;
    private double _expectedTruePositives;
    private double _expectedTrueNegatives;

    /// <summary>The confirmed at the thresholds that were set.</summary>
    public DecisionCounts Decisions { get; private set; }

    /// <summary>The confirmed by probability.</summary>
    public BinnedOutcomes Outcomes => BinnedOutcomes.FromCounts(_present, _absent);

    /// <summary>Sum of the squared errors of the confirmed.</summary>
    public double BrierSum { get; private set; }

    /// <summary>What is expected of all patients, confirmed or not, from their probabilities alone: an estimate.</summary>
    public DecisionCounts Expected => DecisionCounts.Expected(_all, _atOrAbove, _expectedTruePositives, _expectedTrueNegatives);

    /// <summary>Adds a patient.</summary>
    /// <param name="probability">What the model says, 0 to 1.</param>
    /// <param name="threshold">The threshold that was set, 0 to 1.</param>
    /// <param name="hasDisease">The diagnosis, or null where nothing is confirmed.</param>
    /// <param name="chance">The chance of disease behind the probability among the clinic's patients, 0 to 1.</param>
    public void Add(double probability, double threshold, bool? hasDisease, double chance)
    {
        var isPositive = probability >= threshold;
        _all++;
        if (isPositive)
        {
            _atOrAbove++;
            _expectedTruePositives += chance;
        }
        else
        {
            _expectedTrueNegatives += 1 - chance;
        }
        if (hasDisease is { } diseased) Confirm(probability, isPositive, diseased);
    }

    private void Confirm(double probability, bool isPositive, bool diseased)
    {
        (diseased ? _present : _absent)[Counters.Bin(probability)]++;
        BrierSum += Math.Pow(probability - (diseased ? 1 : 0), 2);
        var counts = Decisions;
        Decisions = (diseased, isPositive) switch
        {
            (true, true) => counts with { TruePositives = counts.TruePositives + 1 },
            (true, false) => counts with { FalseNegatives = counts.FalseNegatives + 1 },
            (false, true) => counts with { FalsePositives = counts.FalsePositives + 1 },
            _ => counts with { TrueNegatives = counts.TrueNegatives + 1 },
        };
    }
}
