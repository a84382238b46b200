using Cardio.Site.Clinic.Assessments;

namespace Cardio.Site.Tests.Clinic.Assessments;

public sealed class PercentTests
{
    [Theory]
    [InlineData(0.4712, "47%")]
    [InlineData(0.475, "48%")]
    [InlineData(0.0099, "<1%")]
    [InlineData(0.01, "1%")]
    [InlineData(0.99, "99%")]
    [InlineData(0.9901, ">99%")]
    public void Formats_whole_per_cents_without_false_certainty(double probability, string expected) =>
        Assert.Equal(expected, Percent.Show(probability));

    [Theory]
    [InlineData(0.241, "+24")]
    [InlineData(-0.041, "−4")]
    [InlineData(0.004, "0")]
    [InlineData(-0.004, "0")]
    public void Formats_differences_with_their_sign(double difference, string expected) =>
        Assert.Equal(expected, Percent.Points(difference));
}
