using Cardio.Model.Serving;
using Cardio.Model.Statistics;
using Cardio.Site.Features.Dashboard.Figures;

namespace Cardio.Site.Tests.Features.Dashboard.Figures;

public sealed class DecisionTests
{
    /// <summary>The examples of Newcombe (1998), "Two-sided confidence intervals for the single proportion", method 3.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void The_interval_of_a_share_equals_the_published_one(int part, int whole, double low, double high)
    {
        var share = Measured.Share(part, whole)!.Value;
        Assert.Equal((double)part / whole, share.Value, 12);
        Assert.Equal((low, high, (double)whole), (Math.Round(share.Low, 4), Math.Round(share.High, 4), share.Count));
        Assert.Equal(new ProbabilityRange(share.Low, share.High), WilsonInterval.FromCounts(part, whole));
    }

    [Fact]
    public void Each_share_has_its_own_denominator()
    {
        var at = new DecisionCounts(TruePositives: 30, FalsePositives: 20, TrueNegatives: 40, FalseNegatives: 10);
        Assert.Equal((0.7, 100.0), (at.Accuracy!.Value.Value, at.Accuracy.Value.Count));
        Assert.Equal((0.6, 50.0), (at.Precision!.Value.Value, at.Precision.Value.Count));
        Assert.Equal((0.75, 40.0), (at.Sensitivity!.Value.Value, at.Sensitivity.Value.Count));
        Assert.Equal((40.0 / 60, 60.0), (at.Specificity!.Value.Value, at.Specificity.Value.Count));
        Assert.Equal((0.8, 50.0), (at.NegativePredictiveValue!.Value.Value, at.NegativePredictiveValue.Value.Count));
        Assert.Equal((0.1, 100.0), (at.Missed!.Value.Value, at.Missed.Value.Count));
    }

    [Fact]
    public void An_empty_denominator_gives_no_figure()
    {
        Assert.Null(default(DecisionCounts).Accuracy);
        var nobodyPositive = new DecisionCounts(0, 0, 7, 0);
        Assert.Null(nobodyPositive.Precision);
        Assert.Null(nobodyPositive.Sensitivity);
        Assert.Equal(1, nobodyPositive.Specificity!.Value.Value);
        Assert.Null(new DecisionCounts(3, 0, 0, 0).NegativePredictiveValue);
        Assert.Null(new DecisionCounts(3, 0, 0, 0).Specificity);
    }

    [Fact]
    public void Bins_give_exact_decisions_at_every_bin_edge()
    {
        var patients = SimulatedPatients.Patients(3000, seed: 1);
        // Probabilities exactly on an edge belong to the bin above it.
        patients.AddRange(Enumerable.Range(0, 101).Select(percent => (percent / 100.0, percent % 2 == 0)));
        var binned = SimulatedPatients.Binned(patients);
        for (var thousandth = 0; thousandth <= 1000; thousandth++)
        {
            var threshold = thousandth / 1000.0;
            Assert.Equal(
                new DecisionCounts(
                    patients.Count(one => one.P >= threshold && one.HasDisease),
                    patients.Count(one => one.P >= threshold && !one.HasDisease),
                    patients.Count(
                        one => one.P < threshold && !one.HasDisease), patients.Count(one => one.P < threshold && one.HasDisease)),
                thousandth == 1000 ? Everyone(binned) : binned.At(threshold));
        }

        // The last bin also contains 1, which no edge separates from smaller values.
        DecisionCounts Everyone(BinnedOutcomes outcomes) => outcomes.At(0.999) with
        {
            TruePositives = patients.Count(one => one is { P: 1, HasDisease: true }),
            FalsePositives = patients.Count(one => one is { P: 1, HasDisease: false }),
            FalseNegatives = patients.Count(one => one is { P: < 1, HasDisease: true }), TrueNegatives = patients.Count(
                one => one is { P: < 1, HasDisease: false }),
        };
    }

    [Fact]
    public void A_threshold_within_a_bin_flags_nobody_below_it()
    {
        var binned = SimulatedPatients.Binned([(0.4996, true), (0.5004, true), (0.5011, false)]);
        Assert.Equal(new DecisionCounts(0, 1, 0, 2), binned.At(0.5005));
        Assert.Equal(new DecisionCounts(1, 1, 0, 1), binned.At(0.5));
        Assert.Equal(new DecisionCounts(0, 0, 1, 2), binned.At(1));
        Assert.Equal(new DecisionCounts(2, 1, 0, 0), binned.At(0));
    }

    [Fact]
    public void Whole_percent_estimates_are_not_rounded_across_the_threshold()
    {
        var (present, absent) = (new long[101], new long[101]);
        (present[0], present[49], present[50], present[100], absent[50], absent[29]) = (1, 2, 4, 8, 16, 32);
        var estimates = BinnedOutcomes.FromPercentCounts(present, absent);
        Assert.Equal(new DecisionCounts(12, 16, 32, 3), estimates.At(0.5));
        Assert.Equal(new DecisionCounts(8, 0, 48, 7), estimates.At(0.505));
        Assert.Equal(new DecisionCounts(14, 48, 0, 1), estimates.At(0.29)); // 0.29 × 100 is slightly below 29 in floating point
        Assert.Equal((0.0, 0.5, 1.0), (estimates.Probability(0), estimates.Probability(50), estimates.Probability(100)));
    }

    [Fact]
    public void Expected_decisions_are_the_sums_of_the_probabilities()
    {
        var patients = SimulatedPatients.Patients(2000, seed: 2);
        var positive = patients.Where(one => one.P >= 0.4).Select(one => one.P).ToList();
        var negative = patients.Where(one => one.P < 0.4).Select(one => one.P).ToList();
        var expected = DecisionCounts.Expected(patients.Count, positive.Count, positive.Sum(), negative.Sum(p => 1 - p));
        Assert.Equal(positive.Average(), expected.Precision!.Value.Value, 12);
        Assert.Equal(positive.Sum(p => 1 - p), expected.FalsePositives, 9);
        Assert.Equal(positive.Sum() / (positive.Sum() + negative.Sum()), expected.Sensitivity!.Value.Value, 12);
        Assert.Equal(negative.Sum(p => 1 - p) / patients.Sum(one => 1 - one.P), expected.Specificity!.Value.Value, 12);
        Assert.Equal((positive.Sum() + negative.Sum(p => 1 - p)) / 2000, expected.Accuracy!.Value.Value, 12);

        var fromBins = BinnedOutcomes.Expected(SimulatedPatients.Counts(patients.Select(one => one.P))).At(0.4);
        Assert.Equal(expected.Precision!.Value.Value, fromBins.Precision!.Value.Value, 5e-5);
        Assert.Equal(expected.Sensitivity!.Value.Value, fromBins.Sensitivity!.Value.Value, 5e-5);

        var half = BinnedOutcomes.Expected(SimulatedPatients.Counts(patients.Select(one => one.P)), p => p / 2).At(0.4);
        Assert.Equal(fromBins.TruePositives / 2, half.TruePositives, 9);
        Assert.Equal(fromBins.Positives, half.Positives, 9);
    }

    [Fact]
    public void The_estimate_predicts_the_outcomes_if_the_probabilities_are_right()
    {
        var precisions = new List<double>();
        var estimates = new List<Measured>();
        var random = new Random(9);
        for (var sample = 0; sample < 300; sample++)
        {
            var patients = SimulatedPatients.Patients(400, random);
            precisions.Add(SimulatedPatients.Binned(patients).At(0.5).Precision!.Value.Value);
            estimates.Add(BinnedOutcomes.Expected(SimulatedPatients.Counts(patients.Select(one => one.P))).At(0.5).Precision!.Value);
        }
        Assert.Equal(precisions.Average(), estimates.Average(one => one.Value), 0.01);
        // The interval is at least as wide as the scatter of the outcomes: it covers at least 95 of 100.
        Assert.InRange(
            precisions.Zip(estimates).Count(pair => pair.First >= pair.Second.Low && pair.First <= pair.Second.High), 0.95 * 300, 300);
    }
}
