using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Figures;

namespace Cardio.Site.Features.Dashboard.Comparison;

/// <summary>Performance of one model: confirmed patients by bins of one thousandth, and all patients by their probabilities.</summary>
internal sealed class ModelPerformance
{
    private readonly long[] _present = new long[Counters.ProbabilityBins];
    private readonly long[] _absent = new long[Counters.ProbabilityBins];
    private long _all;
    private long _atOrAbove;
    private double _expectedTruePositives;
    private double _expectedTrueNegatives;

    /// <summary>Decisions on confirmed patients at the thresholds in force.</summary>
    public DecisionCounts Decisions { get; private set; }

    /// <summary>Confirmed patients by probability.</summary>
    public BinnedOutcomes Outcomes => BinnedOutcomes.FromCounts(_present, _absent);

    /// <summary>Sum of squared errors of confirmed patients.</summary>
    public double BrierSum { get; private set; }

    /// <summary>Expected decisions on all patients from their probabilities: an estimate.</summary>
    public DecisionCounts Expected => DecisionCounts.Expected(_all, _atOrAbove, _expectedTruePositives, _expectedTrueNegatives);

    /// <summary>Adds a patient.</summary>
    /// <param name="probability">Probability of the model, 0 to 1.</param>
    /// <param name="threshold">The threshold in force, 0 to 1.</param>
    /// <param name="hasDisease">The diagnosis, or null if not confirmed.</param>
    /// <param name="chance">The chance of disease at this probability in the clinic, 0 to 1.</param>
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
