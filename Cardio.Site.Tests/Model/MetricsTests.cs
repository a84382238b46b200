using Cardio.Model.Training.Figures;

namespace Cardio.Site.Tests.Model;

public sealed class MetricsTests
{
    /// <summary>Two healthy and two diseased patients whose figures are known from textbooks.</summary>
    private static readonly ScoredOutcome[] Four = [new(0.1, false), new(0.4, false), new(0.35, true), new(0.8, true)];

    [Fact]
    public void Figures_of_four_patients_are_those_worked_out_by_hand()
    {
        var m = Metrics.FromOutcomes(Four);
        Assert.Equal(0.75, m.Auc, 12);
        Assert.Equal((0.01 + 0.16 + 0.4225 + 0.04) / 4, m.Brier, 12);
        Assert.Equal(-(Math.Log(0.9) + Math.Log(0.6) + Math.Log(0.35) + Math.Log(0.8)) / 4, m.LogLoss, 12);
        Assert.Equal((0.75, 1.0, 0.5, 1.0, 4), (m.Accuracy, m.Precision, m.Recall, m.Specificity, m.Count));
    }

    [Fact]
    public void Ties_count_half_in_the_area_under_the_curve()
    {
        Assert.Equal(0.5, RankedOutcomes.Auc([new(0.3, false), new(0.3, true)]), 12);
        Assert.Equal(0.875, RankedOutcomes.Auc([new(0.1, false), new(0.5, false), new(0.5, true), new(0.9, true)]), 12);
        Assert.Equal(0, RankedOutcomes.Auc([new(0.9, false), new(0.1, true)]), 12);
    }

    [Fact]
    public void Calibration_finds_the_slope_and_intercept_that_were_put_in()
    {
        var random = new Random(5);
        // The predictions are too bold by 2 and too high by 1 in logit: the truth is (logit − 1) / 2.
        ScoredOutcome[] outcomes = [.. Enumerable.Range(0, 200_000).Select(_ =>
        {
            var truth = 3 * random.NextDouble() - 1.5;
            return new ScoredOutcome(Sigmoid(2 * truth + 1), random.NextDouble() < Sigmoid(truth));
        })];
        Assert.Equal(0.5, Metrics.FromOutcomes(outcomes).CalibrationSlope, 0.02);
        ScoredOutcome[] shifted = [.. outcomes.Select(o => o with { Probability = Sigmoid((Metrics.Logit(o.Probability) - 1) / 2 + 0.7) })];
        Assert.Equal(-0.7, Metrics.FromOutcomes(shifted).CalibrationIntercept, 0.02);
        Assert.Equal(1, Metrics.FromOutcomes(shifted).CalibrationSlope, 0.03);
    }

    [Fact]
    public void Calibration_error_is_the_mean_distance_of_fifteen_equal_bins()
    {
        // In each bin of 10 patients, 5 are diseased and 0.6 is predicted; the tiny differences only keep the order.
        ScoredOutcome[] outcomes = [.. Enumerable.Range(0, 150).Select(i => new ScoredOutcome(0.6 + i * 1e-9, i % 2 == 0))];
        Assert.Equal(0.1, Metrics.FromOutcomes(outcomes).ExpectedCalibrationError, 6);
    }

    [Fact]
    public void A_patient_who_is_drawn_twice_counts_like_two()
    {
        int[] draws = [2, 0, 1, 3];
        ScoredOutcome[] sorted = [.. Four.OrderBy(o => o.Probability)];
        var drawn = new RankedOutcomes(Four).Measure(draws);
        var written = Metrics.FromOutcomes(sorted.SelectMany((o, i) => Enumerable.Repeat(o, draws[i])));
        Assert.Equal((written.Auc, written.Accuracy, written.Recall, written.Count), (drawn.Auc, drawn.Accuracy, drawn.Recall, drawn.Count));
        Assert.Equal(written.Brier, drawn.Brier, 12);
        Assert.Equal(written.ExpectedCalibrationError, drawn.ExpectedCalibrationError, 12);
    }

    [Fact]
    public void Net_benefit_weighs_false_alarms_by_the_odds_of_the_threshold()
    {
        var at = new Confusion(TruePositives: 30, FalsePositives: 20, FalseNegatives: 10, TrueNegatives: 40);
        Assert.Equal(0.3 - 0.2 * 0.25, at.NetBenefit(0.2), 12);
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
