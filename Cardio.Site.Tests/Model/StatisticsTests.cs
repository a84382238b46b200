using Cardio.Model.Statistics;

namespace Cardio.Site.Tests.Model;

public sealed class StatisticsTests
{
    [Fact]
    public void Recalibration_of_two_groups_passes_through_their_shares()
    {
        // The groups have logits −1 and 1; 1 of 4 and 3 of 4 have the disease, so that their logits are −ln 3 and ln 3.
        double[] logits = [-1, 1], withDisease = [10, 30], withoutDisease = [30, 10];
        var free = LogisticRecalibration.Fit(logits, withDisease, withoutDisease, isSlopeFree: true);
        Assert.True(free.HasFit);
        Assert.Equal(0, free.Intercept, 12);
        Assert.Equal(Math.Log(3), free.Slope, 12);
        Assert.Equal(1 / 15.0, free.Variance, 9); // information: 80 patients × ¼ × ¾
    }

    [Fact]
    public void Recalibration_with_a_fixed_slope_finds_the_shift()
    {
        // One group with logit 1, of which a quarter has the disease: the intercept is −ln 3 − 1.
        var fit = LogisticRecalibration.Fit([1], [10], [30], isSlopeFree: false);
        Assert.Equal(-Math.Log(3) - 1, fit.Intercept, 12);
        Assert.Equal(1, fit.Slope);
        Assert.Equal(1 / 7.5, fit.Variance, 9); // information: 40 patients × ¼ × ¾
    }

    [Theory]
    [InlineData(new double[] { -1, 1 }, new double[] { 0, 5 }, new double[] { 5, 0 })]
    [InlineData(new double[] { -1, 1 }, new double[] { 0, 0 }, new double[] { 5, 5 })]
    [InlineData(new double[] { 0 }, new double[] { 5 }, new double[] { 5 })]
    public void Separated_or_single_groups_have_no_free_slope(double[] logits, double[] withDisease, double[] withoutDisease) =>
        Assert.False(LogisticRecalibration.Fit(logits, withDisease, withoutDisease, isSlopeFree: true).HasFit);

    [Fact]
    public void Area_counts_ties_half()
    {
        var area = new RocArea();
        area.Add(0, 2);
        area.Add(1, 1);
        area.Add(1, 0);
        Assert.Equal(5.5 / 6, area.Value, 15); // of 6 pairs, 5 are ordered and 1 is tied
    }

    [Fact]
    public void Brier_score_is_the_mean_squared_error()
    {
        var brier = new BrierScore();
        brier.Add(0.8, hasDisease: true, count: 3);
        brier.Add(0.5, hasDisease: false);
        Assert.Equal((3 * 0.04 + 0.25) / 4, brier.Value(4), 15);
        Assert.Equal(0.25, BrierScore.SquaredError(0.5, hasDisease: true));
    }

    [Fact]
    public void Calibration_error_adds_distances_of_groups()
    {
        var error = new CalibrationError();
        error.Add(1.5);
        error.Add(-0.5);
        Assert.Equal(0.02, error.Value(100), 15);
    }
}
