using Cardio.Model.Training.Figures;

namespace Cardio.Site.Tests.Model;

public sealed class MetricsTests
{
    /// <summary>Two patients without and two with disease; their AUC is a textbook example.</summary>
    private static readonly ScoredOutcome[] Four = [new(0.1, false), new(0.4, false), new(0.35, true), new(0.8, true)];

    [Fact]
    public void Metrics_of_four_patients_match_a_manual_calculation()
    {
        var m = Metrics.FromOutcomes(Four);
        Assert.Equal(0.75, m.Auc, 12);
        Assert.Equal((0.01 + 0.16 + 0.4225 + 0.04) / 4, m.Brier, 12);
        Assert.Equal(-(Math.Log(0.9) + Math.Log(0.6) + Math.Log(0.35) + Math.Log(0.8)) / 4, m.LogLoss, 12);
        Assert.Equal((0.75, 1.0, 0.5, 1.0, 4), (m.Accuracy, m.Precision, m.Recall, m.Specificity, m.Count));
    }

    [Fact]
    public void Ties_count_half_in_the_AUC()
    {
        Assert.Equal(0.5, RankedOutcomes.Auc([new(0.3, false), new(0.3, true)]), 12);
        Assert.Equal(0.875, RankedOutcomes.Auc([new(0.1, false), new(0.5, false), new(0.5, true), new(0.9, true)]), 12);
        Assert.Equal(0, RankedOutcomes.Auc([new(0.9, false), new(0.1, true)]), 12);
    }

    [Fact]
    public void Recalibration_recovers_the_true_slope_and_intercept()
    {
        var random = new Random(5);
        // Miscalibrated predictions: logit = 2 · true logit + 1, so the true logit is (logit − 1) / 2.
        ScoredOutcome[] outcomes = [.. Enumerable.Range(0, 200_000).Select(_ =>
        {
            var truth = 3 * random.NextDouble() - 1.5;
            return new ScoredOutcome(Sigmoid(2 * truth + 1), random.NextDouble() < Sigmoid(truth));
        })];
        Assert.Equal(0.5, Metrics.FromOutcomes(outcomes).CalibrationSlope, 0.02);
        ScoredOutcome[] shifted =
            [.. outcomes.Select(o => o with { Probability = Sigmoid((Metrics.Logit(o.Probability) - 1) / 2 + 0.7) })];
        Assert.Equal(-0.7, Metrics.FromOutcomes(shifted).CalibrationIntercept, 0.02);
        Assert.Equal(1, Metrics.FromOutcomes(shifted).CalibrationSlope, 0.03);
    }

    [Fact]
    public void Calibration_error_is_the_mean_difference_over_fifteen_bins()
    {
        // Each bin of 10 patients has 5 with disease at a prediction of 0.6; tiny differences fix the order.
        ScoredOutcome[] outcomes = [.. Enumerable.Range(0, 150).Select(i => new ScoredOutcome(0.6 + i * 1e-9, i % 2 == 0))];
        Assert.Equal(0.1, Metrics.FromOutcomes(outcomes).ExpectedCalibrationError, 6);
    }

    [Fact]
    public void Draws_count_like_repeated_patients()
    {
        int[] draws = [2, 0, 1, 3];
        ScoredOutcome[] sorted = [.. Four.OrderBy(o => o.Probability)];
        var drawn = new RankedOutcomes(Four).Measure(draws);
        var repeated = Metrics.FromOutcomes(sorted.SelectMany((o, i) => Enumerable.Repeat(o, draws[i])));
        Assert.Equal(
            (repeated.Auc, repeated.Accuracy, repeated.Recall, repeated.Count),
            (drawn.Auc, drawn.Accuracy, drawn.Recall, drawn.Count));
        Assert.Equal(repeated.Brier, drawn.Brier, 12);
        Assert.Equal(repeated.ExpectedCalibrationError, drawn.ExpectedCalibrationError, 12);
    }

    [Fact]
    public void Net_benefit_weights_false_positives_by_the_threshold_odds()
    {
        var at = new Confusion(TruePositives: 30, FalsePositives: 20, FalseNegatives: 10, TrueNegatives: 40);
        Assert.Equal(0.3 - 0.2 * 0.25, at.NetBenefit(0.2), 12);
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
