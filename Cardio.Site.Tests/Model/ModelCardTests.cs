using Cardio.Model.Card;
using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Model.Training.Data;
using Cardio.Model.Training.Reporting;

namespace Cardio.Site.Tests.Model;

public sealed class ModelCardTests
{
    private static readonly ModelCard Card = TrainedModel.Model.Card;

    [Fact]
    public void The_written_card_is_that_of_the_shipped_model() =>
        Assert.Equal(CardText.Write(TrainedModel.Model), File.ReadAllText(Repository.Path("model/README.md")));

    [Fact]
    public void The_shipped_files_are_those_of_the_repository()
    {
        foreach (var file in ArtifactFiles.All)
            Assert.Equal(File.ReadAllBytes(Repository.Path($"model/artifacts/{file}")), File.ReadAllBytes(Path.Combine(TrainedModel.Artifacts, file)));
    }

    [Fact]
    public void Figures_are_given_for_every_pattern_overall_by_sex_and_by_age_band_with_intervals()
    {
        string[] groups = ["all", "female", "male", "39-45", "45-50", "50-55", "55-60", "60-65"];
        foreach (var pattern in Enum.GetValues<MeasurementPattern>())
            Assert.Equal(groups, Card.Figures.Where(f => f.Pattern == pattern).Select(f => f.Group));
        Assert.All(Card.Figures, f => Assert.All(
            (Figure[])[f.Auc, f.Brier, f.LogLoss, f.Accuracy, f.Precision, f.Recall, f.Specificity, f.CalibrationSlope, f.CalibrationIntercept],
            figure => Assert.True(figure.Low < figure.Value && figure.Value < figure.High, $"{f.Pattern} {f.Group} {figure}")));
    }

    [Fact]
    public void The_figures_are_at_the_wall()
    {
        var all = Card.Figures[0];
        Assert.InRange(all.Auc.Value, 0.798, LeakGate.HighestCredibleAuc);
        Assert.InRange(all.Brier.Value, 0, 0.182);
        Assert.InRange(all.ExpectedCalibrationError.Value, 0, 0.007);
        Assert.All(Card.Figures.Where(f => f.Group == "all"), f => Assert.InRange(f.CalibrationSlope.Value, 0.95, 1.05));
    }

    [Fact]
    public void Thresholds_run_from_five_to_ninety_five_per_cent_and_trade_recall_for_specificity()
    {
        Assert.Equal(Enumerable.Range(1, 19).Select(t => t / 20.0), Card.Thresholds.Select(t => t.Threshold));
        foreach (var (lower, higher) in Card.Thresholds.Zip(Card.Thresholds.Skip(1)))
        {
            Assert.True(lower.Recall.Value >= higher.Recall.Value);
            Assert.True(lower.Specificity.Value <= higher.Specificity.Value);
        }
    }

    [Theory]
    [InlineData(0.08)]
    [InlineData(0.7)]
    public void Thresholds_rebased_to_a_clinic_are_those_worked_out_from_recall_and_specificity(double clinic)
    {
        foreach (var at in Card.Thresholds)
        {
            var rebased = at.Rebase(Card.Data.Prevalence, clinic);
            var (truePositives, falsePositives) = (at.Recall.Value * clinic, (1 - at.Specificity.Value) * (1 - clinic));
            // Above the highest estimate nobody is positive, and the precision is given as 0.
            Assert.Equal(truePositives > 0 ? truePositives / (truePositives + falsePositives) : 0, rebased.Precision.Value, 9);
            Assert.Equal(truePositives - falsePositives * rebased.Threshold / (1 - rebased.Threshold), rebased.NetBenefit.Value, 9);
            Assert.Equal((at.Recall, at.Specificity), (rebased.Recall, rebased.Specificity));
            Assert.True(rebased.Precision.Low <= rebased.Precision.Value && rebased.Precision.Value <= rebased.Precision.High);
        }
    }

    [Fact]
    public void Intervals_are_widened_by_simulation_from_many_replicates()
    {
        Assert.Equal(0.95, Card.IntervalLevel);
        Assert.True(Card.Replicates >= 200);
        Assert.Equal(Enum.GetValues<MeasurementPattern>(), Card.IntervalWidenings.Select(w => w.Pattern));
        Assert.All(Card.IntervalWidenings, w => Assert.InRange(w.Factor, 1, 2));
    }

    [Fact]
    public void The_comparison_was_made_with_the_shipped_model() => Assert.Contains(
        TrainedModel.Model.Sha256[..12], File.ReadAllText(Repository.Path("model/reports/comparison.md")), StringComparison.Ordinal);
}
