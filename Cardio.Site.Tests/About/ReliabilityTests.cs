using Cardio.Model;
using Cardio.Site.Features.About;

namespace Cardio.Site.Tests.About;

public sealed class ReliabilityTests
{
    [Fact]
    public void A_perfectly_calibrated_model_lies_on_the_diagonal() =>
        Assert.All(Reliability.Line(Figures(1, 0)).Points, point => Assert.Equal(point.Estimate, point.Recorded.Value, 12));

    [Fact]
    public void A_flat_slope_pulls_towards_the_share_with_disease_and_an_intercept_shifts()
    {
        Assert.All(Reliability.Line(Figures(0.5, 0)).Points, point =>
            Assert.InRange(point.Recorded.Value, Math.Min(point.Estimate, 0.4) - 1e-9, Math.Max(point.Estimate, 0.4) + 1e-9));
        Assert.All(Reliability.Line(Figures(1, 0.3)).Points, point => Assert.True(point.Recorded.Value > point.Estimate));
    }

    [Fact]
    public void The_interval_holds_the_line() => Assert.All(Reliability.Line(Figures(1.1, -0.1)).Points, point =>
        Assert.InRange(point.Recorded.Value, point.Recorded.Low, point.Recorded.High));

    private static GroupFigures Figures(double slope, double intercept)
    {
        var none = new Figure(0, 0, 0);
        return new()
        {
            Pattern = MeasurementPattern.AllMeasured, Group = "all", Count = 1, Prevalence = 0.4, Auc = none, Brier = none, LogLoss = none,
            Accuracy = none, Precision = none, Recall = none, Specificity = none, ExpectedCalibrationError = none,
            CalibrationSlope = new(slope, slope - 0.1, slope + 0.1), CalibrationIntercept = new(intercept, intercept - 0.1, intercept + 0.1),
        };
    }
}
