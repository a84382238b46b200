using Cardio.Model.Card;
using Cardio.Site.Features.Dashboard.Figures;

namespace Cardio.Site.Tests.Features.Dashboard.Figures;

public sealed class CalibrationTests
{
    private static readonly List<(double P, bool HasDisease)> Patients = SimulatedPatients.Patients(
        2500, seed: 6, truth: p => 0.1 + 0.7 * p);

    private static readonly BinnedOutcomes Binned = SimulatedPatients.Binned(Patients);

    [Fact]
    public void Brier_score_is_exact_and_its_interval_is_that_of_a_mean()
    {
        var squares = Patients.Select(one => Math.Pow(one.P - (one.HasDisease ? 1 : 0), 2)).ToList();
        var brier = Calibration.Brier(Binned, squares.Sum())!.Value;
        Assert.Equal(squares.Average(), brier.Value, 12);
        var deviation = Math.Sqrt(squares.Sum(one => Math.Pow(one - squares.Average(), 2)) / (squares.Count - 1) / squares.Count);
        Assert.Equal(squares.Average() - 1.96 * deviation, brier.Low, 1e-4);
        Assert.Equal(squares.Average() + 1.96 * deviation, brier.High, 1e-4);
        Assert.Equal(2500, brier.Count);
        Assert.Equal(brier.Value, Calibration.Brier(Binned)!.Value.Value, 1e-4);
    }

    [Fact]
    public void Calibration_in_the_large_is_observed_minus_expected()
    {
        var misses = Patients.Select(one => (one.HasDisease ? 1 : 0) - one.P).ToList();
        var large = Calibration.InTheLarge(Binned, Patients.Sum(one => one.P))!.Value;
        Assert.Equal(misses.Average(), large.Value, 12);
        Assert.True(large.Value < 0, "less disease than predicted was made");
        var deviation = Math.Sqrt(misses.Sum(one => Math.Pow(one - misses.Average(), 2)) / (misses.Count - 1) / misses.Count);
        Assert.Equal(1.96 * deviation, (large.High - large.Low) / 2, 1e-4);
    }

    [Fact]
    public void One_patient_has_no_interval() => Assert.Null(Calibration.Brier(BinnedOutcomes.FromCounts([0, 1], [0, 0]), 0.1));

    [Fact]
    public void The_reliability_diagram_has_ten_groups_of_about_equal_size()
    {
        var groups = Calibration.Reliability(Binned);
        Assert.Equal(10, groups.Count);
        Assert.Equal(2500, groups.Sum(group => group.Count));
        Assert.All(groups, group => Assert.InRange(group.Count, 235, 265));
        var sorted = Patients.OrderBy(one => one.P).ToList();
        foreach (var group in groups)
        {
            var members = sorted.Take(group.Count).ToList();
            sorted.RemoveRange(0, group.Count);
            Assert.Equal(members.Average(one => SimulatedPatients.Middle(one.P)), group.Predicted, 12);
            Assert.Equal((Figure)Measured.Share(members.Count(one => one.HasDisease), members.Count)!.Value, group.Observed);
        }
    }

    [Fact]
    public void A_large_bin_is_not_split_and_leaves_later_groups_unchanged()
    {
        var (present, absent) = (new long[1000], new long[1000]);
        (absent[100], present[500], present[600], absent[700], present[800]) = (10, 55, 15, 10, 10);
        Assert.Equal(
            [10, 55, 15, 10, 10], Calibration.Reliability(BinnedOutcomes.FromCounts(present, absent)).Select(group => group.Count));
        Assert.Empty(Calibration.Reliability(BinnedOutcomes.FromCounts(new long[1000], new long[1000])));
        Assert.Equal([3], Calibration.Reliability(BinnedOutcomes.FromCounts([0, 3, 0], [0, 0, 0])).Select(group => group.Count));
    }

    [Fact]
    public void Small_groups_are_merged_with_a_neighbour()
    {
        var (present, absent) = (new long[10], new long[10]);
        (
            absent[0], absent[1], absent[2], present[1], present[2], present[3], absent[4], present[4],
            present[5]) = (20, 18, 12, 2, 8, 20, 1, 19, 20);
        var outcomes = BinnedOutcomes.FromCounts(present, absent);
        Assert.Equal([20, 20, 20, 20, 20, 20], Calibration.Reliability(outcomes, groups: 6).Select(group => group.Count));
        // Two with the disease and one without it join the previous group, so that no group has few patients.
        var groups = Calibration.Reliability(outcomes, groups: 6, fewest: 5);
        Assert.All(groups, group =>
        {
            var diseased = Math.Round(group.Observed.Value * group.Count);
            Assert.True(diseased is 0 or >= 5 && (group.Count - diseased) is 0 or >= 5);
        });
        Assert.Equal(120, groups.Sum(group => group.Count));
        Assert.Equal(69, groups.Sum(group => group.Observed.Value * group.Count), 9);
    }

    [Fact]
    public void Calibration_error_is_the_mean_distance_of_the_groups()
    {
        var sorted = Patients.OrderBy(one => one.P).ToList();
        var expected = Enumerable.Range(0, 10).Select(group => sorted.Skip(250 * group).Take(250).ToList())
            .Average(group => Math.Abs(group.Average(one => one.P) - group.Average(one => one.HasDisease ? 1.0 : 0)));
        Assert.Equal(expected, Calibration.ExpectedError(Binned)!.Value, 0.003);
        Assert.Null(Calibration.ExpectedError(BinnedOutcomes.FromCounts([0], [0])));
    }

    [Fact]
    public void Intervals_of_slope_and_intercept_cover_the_truth_in_95_of_100_samples()
    {
        var random = new Random(7);
        var fits = Enumerable.Range(0, 400)
            .Select(_ => Recalibration.Fit(SimulatedPatients.Binned(SimulatedPatients.Patients(400, random)))!).ToList();
        Assert.InRange(fits.Count(fit => fit.Slope.Low <= 1 && 1 <= fit.Slope.High), 366, 394); // 380 expected, standard deviation 4.4
        Assert.InRange(fits.Count(fit => fit.Intercept.Low <= 0 && 0 <= fit.Intercept.High), 366, 394);
    }

    [Fact]
    public void Separated_or_one_sided_outcomes_have_no_fit()
    {
        Assert.Null(Recalibration.Fit(BinnedOutcomes.FromCounts([0, 9, 4], [0, 0, 0])));
        Assert.Null(Recalibration.Fit(BinnedOutcomes.FromCounts([0, 0, 5, 6], [5, 5, 0, 0])));
        Assert.Null(Recalibration.Fit(BinnedOutcomes.FromCounts([0, 5, 0], [0, 5, 0])));
    }

    [Fact]
    public void Stability_index_is_the_sum_over_the_bins()
    {
        Assert.Equal(0.1 * Math.Log(0.3 / 0.2) - 0.1 * Math.Log(0.7 / 0.8), Drift.StabilityIndex([0.2, 0.8], [0.3, 0.7]), 12);
        Assert.Equal(0, Drift.StabilityIndex([0.25, 0.75], [0.25, 0.75]));
        Assert.Equal(Drift.StabilityIndex([0.2, 0.8], [0.6, 0.4]), Drift.StabilityIndex([0.6, 0.4], [0.2, 0.8]), 12);
        Assert.Equal((0.0999 * Math.Log(1000)) + (-0.1 * Math.Log(0.9)), Drift.StabilityIndex([0, 1], [0.1, 0.9]), 12);
        Assert.Equal(0, Drift.StabilityIndex([0, 1], [0, 1]));
    }
}
