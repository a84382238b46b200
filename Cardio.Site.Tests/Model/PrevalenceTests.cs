using Cardio.Model.Statistics;

namespace Cardio.Site.Tests.Model;

public sealed class PrevalenceTests
{
    [Theory]
    [InlineData(0.5, 0.5, 0.1)]
    [InlineData(0.73, 0.494, 0.05)]
    [InlineData(0.02, 0.3, 0.9)]
    [InlineData(0.999, 0.494, 0.001)]
    public void Rebasing_follows_Bayes_rule(double probability, double training, double clinic)
    {
        // Likelihoods P(values | disease) and P(values | no disease), up to a common factor, from Bayes' rule.
        var withDisease = probability / training;
        var without = (1 - probability) / (1 - training);
        var expected = withDisease * clinic / (withDisease * clinic + without * (1 - clinic));
        Assert.Equal(expected, Prevalence.Rebase(probability, training, clinic), 12);
    }

    [Fact]
    public void Rebasing_keeps_certainty_and_is_neutral_at_equal_prevalence()
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
    public void Arguments_that_are_not_probabilities_are_rejected(double probability, double training, double clinic) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Prevalence.Rebase(probability, training, clinic));
}
