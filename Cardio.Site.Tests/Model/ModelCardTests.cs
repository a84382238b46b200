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
    public void Markdown_card_is_rendered_from_the_shipped_model() =>
        Assert.Equal(CardText.Write(TrainedModel.Model), File.ReadAllText(Path.Combine(Root(), "model", "README.md")));

    [Fact]
    public void Shipped_files_equal_those_in_the_repository()
    {
        foreach (var file in ArtifactFiles.All)
        {
            Assert.Equal(
                File.ReadAllBytes(Path.Combine(Root(), "model", "artifacts", file)),
                File.ReadAllBytes(Path.Combine(TrainedModel.Artifacts, file)));
        }
    }

    [Fact]
    public void Every_pattern_has_figures_with_intervals_by_sex_and_age_band()
    {
        string[] groups = ["all", "female", "male", "39-45", "45-50", "50-55", "55-60", "60-65"];
        foreach (var pattern in Enum.GetValues<MeasurementPattern>())
            Assert.Equal(groups, Card.Figures.Where(f => f.Pattern == pattern).Select(f => f.Group));
        Assert.All(Card.Figures, f => Assert.All(
            (Figure[])
            [
                f.Auc, f.Brier, f.LogLoss, f.Accuracy, f.Precision, f.Recall, f.Specificity,
                f.CalibrationSlope, f.CalibrationIntercept,
            ],
            figure => Assert.True(figure.Low < figure.Value && figure.Value < figure.High, $"{f.Pattern} {f.Group} {figure}")));
    }

    [Fact]
    public void Performance_reaches_the_best_that_this_table_allows()
    {
        var all = Card.Figures[0];
        Assert.InRange(all.Auc.Value, 0.798, LeakGate.HighestCredibleAuc);
        Assert.InRange(all.Brier.Value, 0, 0.182);
        Assert.InRange(all.ExpectedCalibrationError.Value, 0, 0.007);
        Assert.All(Card.Figures.Where(f => f.Group == "all"), f => Assert.InRange(f.CalibrationSlope.Value, 0.95, 1.05));
    }

    [Fact]
    public void Higher_thresholds_trade_recall_for_specificity()
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
    public void Rebased_thresholds_follow_from_recall_and_specificity(double clinic)
    {
        foreach (var at in Card.Thresholds)
        {
            var rebased = at.Rebase(Card.Data.Prevalence, clinic);
            var (truePositives, falsePositives) = (at.Recall.Value * clinic, (1 - at.Specificity.Value) * (1 - clinic));
            // Above the highest estimate no patient is positive, and precision is defined as 0.
            Assert.Equal(truePositives > 0 ? truePositives / (truePositives + falsePositives) : 0, rebased.Precision.Value, 9);
            Assert.Equal(truePositives - falsePositives * rebased.Threshold / (1 - rebased.Threshold), rebased.NetBenefit.Value, 9);
            Assert.Equal((at.Recall, at.Specificity), (rebased.Recall, rebased.Specificity));
            Assert.True(rebased.Precision.Low <= rebased.Precision.Value && rebased.Precision.Value <= rebased.Precision.High);
        }
    }

    [Fact]
    public void Intervals_use_many_replicates_and_are_widened()
    {
        Assert.Equal(0.95, Card.IntervalLevel);
        Assert.True(Card.Replicates >= 200);
        Assert.Equal(Enum.GetValues<MeasurementPattern>(), Card.IntervalWidenings.Select(w => w.Pattern));
        Assert.All(Card.IntervalWidenings, w => Assert.InRange(w.Factor, 1, 2));
    }

    [Fact]
    public void Comparison_report_is_for_the_shipped_model() => Assert.Contains(
        TrainedModel.Model.Sha256[..12],
        File.ReadAllText(Path.Combine(Root(), "model", "reports", "comparison.md")),
        StringComparison.Ordinal);

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Cardio.slnx")))
        {
            directory = directory.Parent
                ?? throw new DirectoryNotFoundException("No parent of the test directory is the root of the repository.");
        }
        return directory.FullName;
    }
}
