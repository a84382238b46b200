using Cardio.Model.Serving;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Tests.Model;

namespace Cardio.Site.Tests.Clinic.Assessments;

public sealed class RecordFingerprintTests
{
    private static readonly RiskModel Model = TrainedModel.Model;

    private static readonly Assessment Stored = Assessment.Create(
        Model.Card.GoldenPatients[0].Features, null, AssessmentSource.Api, Model.Explain(Model.Card.GoldenPatients[0].Features), Model,
        new ClinicOptions(), Guid.Empty, DateTimeOffset.UnixEpoch);

    [Theory]
    [InlineData(0, true)]
    [InlineData(2e-9, true)] // measured between processors with and without 512-bit vectors
    [InlineData(1e-5, false)]
    public void An_interval_rounded_by_another_processor_reproduces(double difference, bool reproduces) =>
        Assert.Equal(reproduces, RecordFingerprint.Reproduces(WithIntervalMovedBy(difference), Model));

    [Fact]
    public void A_changed_probability_does_not_reproduce() => Assert.False(
        RecordFingerprint.Reproduces(
            Stored with { Explanation = Stored.Explanation with { Probability = Math.BitIncrement(Stored.Probability) } }, Model));

    private static Assessment WithIntervalMovedBy(double difference)
    {
        var interval = Stored.Explanation.SamplingUncertainty;
        return Stored with
        {
            Explanation = Stored.Explanation with { SamplingUncertainty = new(interval.Low + difference, interval.High) },
        };
    }
}
