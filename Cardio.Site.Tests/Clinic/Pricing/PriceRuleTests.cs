using Cardio.Site.Clinic.Pricing;

namespace Cardio.Site.Tests.Clinic.Pricing;

public sealed class PriceRuleTests
{
    private static readonly PriceRule Floored = new(new());

    private static readonly PriceRule Linear = new(new() { Rounding = PriceRounding.Linear });

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.3, 0)]
    [InlineData(0.5, 0)]
    [InlineData(0.5499, 0)]
    [InlineData(0.55, 500)]
    [InlineData(0.5999, 500)]
    [InlineData(0.6, 1000)]
    [InlineData(0.65, 1500)]
    [InlineData(0.7, 2000)]
    [InlineData(0.75, 2500)]
    [InlineData(0.754, 2500)]
    [InlineData(0.9, 4000)]
    [InlineData(1, 5000)]
    public void Only_full_steps_are_paid(double share, int price) => Assert.Equal(price, Floored.Price(share));

    [Theory]
    [InlineData(0.3, 0)]
    [InlineData(0.5, 0)]
    [InlineData(0.5499, 499)]
    [InlineData(0.55, 500)]
    [InlineData(0.754, 2540)]
    [InlineData(1, 5000)]
    public void A_linear_rule_pays_every_point(double share, int price) => Assert.Equal(price, Linear.Price(share));

    [Fact]
    public void A_precision_rounded_in_binary_still_reaches_its_step()
    {
        for (var whole = 1; whole <= 2000; whole++)
        for (var percent = 55; percent <= 100; percent += 5)
        {
            if (percent * whole % 100 != 0) continue;
            Assert.Equal(500 * (percent - 50) / 5, Floored.Price((double)(percent * whole / 100) / whole));
        }
        Assert.Equal(500, Floored.Price(0.1 + 0.45)); // 0.55 and a bit less or more
        Assert.Equal(0, Floored.Price(549_999.0 / 1_000_000));
    }

    [Fact]
    public void The_worked_example_earns_1500_per_examination_and_105_million()
    {
        Assert.Equal((2500, 1500, 105_000_000), (Floored.Price(0.754), Floored.Profit(0.754), 70_000 * Floored.Profit(0.754)));
        Assert.Equal((2540, 1540), (Linear.Price(0.754), Linear.Profit(0.754)));
        Assert.Equal((-500, 0, 500), (Floored.Profit(0.55), Floored.Profit(0.6), Floored.Profit(0.65)));
    }

    [Theory]
    [InlineData(0.754, 1)]
    [InlineData(0.5496, 2)] // 55.0% would pay a step
    [InlineData(0.549996, 4)]
    [InlineData(0.55, 1)]
    public void A_share_has_as_many_decimals_as_its_step_needs(double share, int digits)
    {
        Assert.Equal(digits, Floored.Digits(share));
        Assert.Equal(Floored.Steps(share), Floored.Steps(Math.Round(share, digits + 2)));
    }

    [Fact]
    public void A_linear_rule_pays_nothing_in_a_band_up_to_the_base()
    {
        var bands = Linear.Bands(SharePosterior.FromCounts(377, 500));
        Assert.Equal([(0, 0.5, 0m), (0.5, 0.55, 0m), (0.55, 0.6, 500m)], bands.Take(3).Select(band => (band.Low, band.High, band.Price)));
        Assert.Equal((0.95, 1, 4500m), (bands[^1].Low, bands[^1].High, bands[^1].Price));
        Assert.Equal(1, bands.Sum(band => band.Chance), 9);
    }

    [Fact]
    public void Every_setting_changes_the_price()
    {
        var rule = new PriceRule(new() { BasePrice = 1000.5, BasePrecision = 0.6, Step = 0.1, CostPerExam = 250.25 });
        Assert.Equal((0, 1000.5m, 3001.5m), (rule.Price(0.69), rule.Price(0.7), rule.Price(0.9)));
        Assert.Equal(750.25m, rule.Profit(0.75));
    }

    [Fact]
    public void Breaks_even_where_the_price_covers_the_cost()
    {
        Assert.Equal(0.6, Floored.BreakEven());
        Assert.Equal(0.6, Linear.BreakEven());
        Assert.Equal(0.65, new PriceRule(new() { CostPerExam = 1200 }).BreakEven());
        Assert.Equal(0.62, new PriceRule(new() { CostPerExam = 1200, Rounding = PriceRounding.Linear }).BreakEven());
        Assert.Equal(0, new PriceRule(new() { CostPerExam = 0 }).BreakEven());
        Assert.Null(new PriceRule(new() { CostPerExam = 5001 }).BreakEven());
        Assert.Null(new PriceRule(new() { BasePrice = 0 }).BreakEven());
    }

    /// <summary>Beta(½, ½) is the arcsine distribution; with integer parameters, the distribution is a sum of binomial terms.</summary>
    [Fact]
    public void The_posterior_is_the_beta_distribution_of_Jeffreys_prior()
    {
        foreach (var x in new[] { 0, 0.1, 0.5, 0.77, 1 })
            Assert.Equal(2 / Math.PI * Math.Asin(Math.Sqrt(x)), SharePosterior.FromCounts(0, 0).ChanceBelow(x), 12);
        Assert.Equal(new(311.5, 102.5), SharePosterior.FromCounts(311, 413));
        Assert.Equal(311.5 / 414, SharePosterior.FromCounts(311, 413).Mean, 12);
        Assert.Equal(
            0.0257131991537662,
            new SharePosterior(311.5, 102.5).ChanceBelow(311.5 / 414 - 2 * Math.Sqrt(311.5 * 102.5 / (414.0 * 414 * 415))), 10);
        Assert.Equal(1 - Math.Pow(0.7, 5) - 5 * 0.3 * Math.Pow(0.7, 4), new SharePosterior(2, 4).ChanceBelow(0.3), 12);
    }

    [Theory]
    [InlineData(311, 413)]
    [InlineData(3, 4)]
    [InlineData(0, 30)]
    [InlineData(56_250, 75_000)]
    public void Step_chances_equal_those_of_sampled_shares(int part, int whole)
    {
        var posterior = SharePosterior.FromCounts(part, whole);
        var bands = Floored.Bands(posterior);
        Assert.Equal(Enumerable.Range(0, 10).Select(step => 500m * step), bands.Select(band => band.Price).Take(10));
        Assert.Equal((0, 0.55), (bands[0].Low, bands[0].High));
        Assert.Equal(1, bands[^1].High);
        Assert.Equal(1, bands.Sum(band => band.Chance), 9);
        Assert.All(bands.Zip(bands.Skip(1)), pair => Assert.Equal(pair.First.High, pair.Second.Low));
        // Integrates the density numerically: a million strips by the midpoint rule, scaled to 1.
        const int strips = 1_000_000;
        var logs = Enumerable.Range(0, strips).Select(strip => (strip + 0.5) / strips)
            .Select(x => (posterior.Alpha - 1) * Math.Log(x) + (posterior.Beta - 1) * Math.Log(1 - x)).ToArray();
        var top = logs.Max();
        var densities = Array.ConvertAll(logs, log => Math.Exp(log - top));
        var total = densities.Sum();
        foreach (var band in bands)
            Assert.Equal(
                densities.Skip((int)Math.Round(band.Low * strips)).Take((int)Math.Round((band.High - band.Low) * strips)).Sum() / total,
                band.Chance, 2e-3);
        double Expected(PriceRule rule) =>
            densities.Select((density, strip) => density * (double)rule.Price((strip + 0.5) / strips)).Sum() / total;
        Assert.Equal(Expected(Floored), Floored.ExpectedPrice(posterior), 3.0);
        Assert.Equal(Expected(Linear), Linear.ExpectedPrice(posterior), 3.0);
        Assert.Equal(Floored.ExpectedPrice(posterior) - 1000, Floored.ExpectedProfit(posterior), 9);
    }

    [Fact]
    public void The_last_step_ends_at_one()
    {
        Assert.Equal((0.95, 1.0, 4500m), Last(new()));
        Assert.Equal((0.9, 1.0, 1000m), Last(new() { BasePrecision = 0.6, Step = 0.15 }, price: 500));
        Assert.Equal((0.0, 1.0, 0m), Last(new() { BasePrecision = 0.9, Step = 0.5 }));

        static (double, double, decimal) Last(PriceOptions options, double? price = null)
        {
            if (price is { } other) options.BasePrice = other;
            var last = new PriceRule(options).Bands(SharePosterior.FromCounts(1, 2))[^1];
            return (last.Low, last.High, last.Price);
        }
    }
}
