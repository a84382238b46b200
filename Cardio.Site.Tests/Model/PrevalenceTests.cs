using Cardio.Model.Statistics;

namespace Cardio.Site.Tests.Model;

public sealed class PrevalenceTests
{
    [Theory]
    [InlineData(0.5, 0.5, 0.1)]
    [InlineData(0.73, 0.494, 0.05)]
    [InlineData(0.02, 0.3, 0.9)]
    [InlineData(0.999, 0.494, 0.001)]
    public void Rebasing_is_Bayes_rule_with_the_likelihoods_of_the_training_population(double probability, double training, double clinic)
    {
        // P(values | disease) and P(values | no disease), up to a common factor, from Bayes' rule in the training population.
        var withDisease = probability / training;
        var without = (1 - probability) / (1 - training);
        var expected = withDisease * clinic / (withDisease * clinic + without * (1 - clinic));
        Assert.Equal(expected, Prevalence.Rebase(probability, training, clinic), 12);
    }

    [Fact]
    public void Rebasing_to_the_same_prevalence_changes_nothing_and_certainty_stays()
    {
        Assert.Equal(0.37, Prevalence.Rebase(0.37, 0.4937, 0.4937), 12);
        Assert.Equal(0, Prevalence.Rebase(0, 0.4937, 0.1));
        Assert.Equal(1, Prevalence.Rebase(1, 0.4937, 0.1));
    }

    [Fact]
    public void Rebasing_back_returns_the_probability() =>
        Assert.Equal(0.62, Prevalence.Rebase(Prevalence.Rebase(0.62, 0.4937, 0.08), 0.08, 0.4937), 12);

    [Theory]
    [InlineData(-0.1, 0.5, 0.5)]
    [InlineData(double.NaN, 0.5, 0.5)]
    [InlineData(0.5, 0, 0.5)]
    [InlineData(0.5, 0.5, 1)]
    [InlineData(0.5, 0.5, double.NaN)]
    public void Values_that_are_no_probability_are_refused(double probability, double training, double clinic) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Prevalence.Rebase(probability, training, clinic));
}
