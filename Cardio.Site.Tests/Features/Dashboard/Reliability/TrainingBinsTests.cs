using Cardio.Model.Card;
using Cardio.Model.Serving;
using Cardio.Site.Features.Dashboard.Reliability;

namespace Cardio.Site.Tests.Features.Dashboard.Reliability;

public sealed class TrainingBinsTests
{
    private static readonly ModelCard Card = RiskModel.Load(Repository.Path("model/artifacts")).Card;

    [Fact]
    public void A_value_across_a_bin_edge_is_split_in_proportion()
    {
        var bins = new TrainingBins("BodyMassIndex", [10, 22.1, 30], [0.3, 0.4, 0.3]);
        Assert.Equal([24 + 2, 8 + 5, 7], bins.Spread([(5, 4), (21.5, 20), (22, 10), (29.5, 5), (30, 3), (45, 4)], 0.5), new Near());
        Assert.Equal([4, 5, 6], new TrainingBins("Cholesterol", [1, 2, 3], []).Spread([(1, 4), (2, 5), (3, 6)], 1), new Near());
        Assert.Equal([4, 11], new TrainingBins("Glucose", [1, 2], []).Spread([(1, 4), (2, 5), (3, 6)], 1), new Near());
    }

    [Fact]
    public void Probability_bins_are_as_large_as_the_groups_of_the_card()
    {
        var bins = TrainingBins.FromProbability(Card);
        Assert.Equal(Card.Reliability.Count, bins.Edges.Count);
        Assert.Equal(1, bins.Shares.Sum(), 1e-12);
        Assert.Equal(bins.Edges.Order(), bins.Edges);
        Assert.All(Card.Reliability.Select((group, bin) => (group, bin)), one => Assert.InRange(
            one.group.Predicted, bins.Edges[one.bin], one.bin + 1 < bins.Edges.Count ? bins.Edges[one.bin + 1] : 1));
    }

    [Fact]
    public void A_card_without_shares_of_values_is_no_reference()
    {
        var smokers = TrainingBins.FromDistribution(Card.Inputs.Single(input => input.Input == "Smoker"));
        Assert.False(smokers.AreKnown);
        Assert.Equal([0, 1], smokers.Edges);
    }

    [Theory]
    [InlineData(0.0999, "Stable")]
    [InlineData(0.1, "Shifted")]
    [InlineData(0.25, "Shifted")]
    [InlineData(0.2501, "MuchShifted")]
    public void A_stability_index_is_interpreted_in_words(double index, string word) =>
        Assert.Equal(word, InputShift.Read(index).ToString());

    private sealed class Near : IEqualityComparer<double>
    {
        public bool Equals(double one, double other) => Math.Abs(one - other) < 1e-9;

        public int GetHashCode(double value) => 0;
    }
}
