using Cardio.Model.Card;

namespace Cardio.Site.Features.Dashboard.Reliability;

/// <summary>How an input, or the probability, was distributed in the training data, as the model's card tells.</summary>
/// <param name="Name">The input's name in the card, or <see cref="Probability"/>.</param>
/// <param name="Edges">Lower edges of the bins; what lies below the first belongs to it.</param>
/// <param name="Shares">Share of the patients in each bin; empty where the card does not tell them apart.</param>
internal sealed record TrainingBins(string Name, IReadOnlyList<double> Edges, IReadOnlyList<double> Shares)
{
    /// <summary>The name under which the probability stands among the inputs.</summary>
    public const string Probability = "Probability";

    private const double Tolerance = 1e-9;

    /// <summary>Whether the card tells anything to compare with.</summary>
    public bool AreKnown => Shares.Count > 1;

    /// <summary>
    /// An input. A card whose ten equal shares fall on one value, as with rare habits, has a single bin: then there is nothing to compare
    /// with, and the values are told apart without it.
    /// </summary>
    public static TrainingBins FromDistribution(InputDistribution input) => input.BinShares.Count > 1
        ? new(input.Input, input.BinEdges, input.BinShares)
        : new(
            input.Input,
            [
                .. Enumerable.Range((int)input.Minimum, Math.Clamp((int)(input.Maximum - input.Minimum) + 1, 1, 10))
                .Select(value => (double)value),
            ],
            []);

    /// <summary>
    /// The probability. A card that does not tell its distribution has equally large groups in its reliability diagram: then an edge lies
    /// half-way between the mean probabilities of two groups.
    /// </summary>
    public static TrainingBins OfProbability(ModelCard card)
    {
        if (card.Probability is { BinShares.Count: > 1 } told) return new(Probability, told.BinEdges, told.BinShares);
        var groups = card.Reliability;
        var patients = (double)groups.Sum(group => group.Count);
        return new(
            Probability,
            [0, .. groups.Zip(groups.Skip(1), (one, next) => (one.Predicted + next.Predicted) / 2)],
            [.. groups.Select(group => group.Count / patients)]);
    }

    /// <summary>
    /// How many of counted values fall into each bin. An edge within a counted value's width cuts its patients in proportion: what was
    /// counted is not known more finely.
    /// </summary>
    /// <param name="values">Values, each the lower end of what was counted as it.</param>
    /// <param name="width">The width of what was counted.</param>
    public double[] Spread(IEnumerable<(double Value, long Count)> values, double width)
    {
        var here = new double[Edges.Count];
        foreach (var (value, count) in values)
        {
            var (bin, from) = (BinOf(value), value);
            for (; bin < Edges.Count - 1 && Edges[bin + 1] < value + width - Tolerance; bin++)
            {
                here[bin] += count * (Edges[bin + 1] - from) / width;
                from = Edges[bin + 1];
            }
            here[bin] += count * (value + width - from) / width;
        }
        return here;
    }

    private int BinOf(double value)
    {
        var bin = 0;
        while (bin < Edges.Count - 1 && Edges[bin + 1] <= value + Tolerance) bin++;
        return bin;
    }
}
