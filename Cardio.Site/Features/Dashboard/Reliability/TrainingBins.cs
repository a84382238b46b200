using Cardio.Model.Card;

namespace Cardio.Site.Features.Dashboard.Reliability;

/// <summary>Distribution of an input or of the probability in the training data, from the model card.</summary>
/// <param name="Name">Name of the input in the card, or <see cref="Probability"/>.</param>
/// <param name="Edges">Lower edges of the bins; lower values belong to the first.</param>
/// <param name="Shares">Share of patients in each bin; empty if the card does not distinguish values.</param>
internal sealed record TrainingBins(string Name, IReadOnlyList<double> Edges, IReadOnlyList<double> Shares)
{
    /// <summary>Name of the probability among the inputs.</summary>
    public const string Probability = "Probability";

    private const double Tolerance = 1e-9;

    /// <summary>Whether the card has a reference distribution.</summary>
    public bool AreKnown => Shares.Count > 1;

    /// <summary>
    /// Creates the bins of an input. A card whose ten equal shares have the same value, such as for rare habits, has a single bin and so no
    /// reference.
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
    /// Creates the bins of the probability. If the card has no distribution, uses the groups of equal size of its reliability diagram, with
    /// edges half-way between their mean probabilities.
    /// </summary>
    public static TrainingBins FromProbability(ModelCard card)
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
    /// Counts values by bin. A value whose width contains an edge is split in proportion, because its position within the width is unknown.
    /// </summary>
    /// <param name="values">Values; each is the lower end of its width.</param>
    /// <param name="width">The width of a value.</param>
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
