using Cardio.Model.Patients;

namespace Cardio.Site.Tests.Model;

public sealed class FlagTests
{
    private static readonly PatientFeatures Usual = new()
    {
        AgeYears = 52, Sex = Sex.Female, HeightCm = 165, WeightKg = 70, SystolicMmHg = 120, DiastolicMmHg = 80,
        Cholesterol = LabLevel.Normal, Glucose = LabLevel.Normal, Smoker = false, DrinksAlcohol = false, PhysicallyActive = true,
    };

    [Fact]
    public void Usual_patient_has_no_flag() => Assert.Empty(TrainedModel.Model.Flags(Usual));

    [Theory]
    [InlineData(18, true)]
    [InlineData(30, true)]
    [InlineData(38, true)]
    [InlineData(39, false)]
    [InlineData(64, false)]
    [InlineData(65, true)]
    [InlineData(110, true)]
    public void Ages_under_39_and_from_65_are_flagged(int age, bool flagged) =>
        Assert.Equal(flagged, TrainedModel.Model.Flags(Usual with { AgeYears = age }).Contains(PatientFlag.AgeOutsideTraining));

    [Fact]
    public void Measurements_outside_the_training_range_are_flagged()
    {
        Check(nameof(PatientFeatures.HeightCm), PatientFlag.HeightOutsideTraining, v => Usual with { HeightCm = v });
        Check(nameof(PatientFeatures.WeightKg), PatientFlag.WeightOutsideTraining, v => Usual with { WeightKg = v });
        Check(nameof(PatientFeatures.SystolicMmHg), PatientFlag.SystolicOutsideTraining, v => Usual with { SystolicMmHg = (int)v });
        Check(nameof(PatientFeatures.DiastolicMmHg), PatientFlag.DiastolicOutsideTraining, v => Usual with { DiastolicMmHg = (int)v });
        Check(nameof(PatientFeatures.BodyMassIndex), PatientFlag.BodyMassIndexOutsideTraining,
            v => Usual with { HeightCm = 100, WeightKg = v });

        static void Check(string input, PatientFlag flag, Func<double, PatientFeatures> patient)
        {
            var range = TrainedModel.Model.Card.Inputs.Single(i => i.Input == input);
            Assert.DoesNotContain(flag, TrainedModel.Model.Flags(patient(range.Minimum)));
            Assert.DoesNotContain(flag, TrainedModel.Model.Flags(patient(range.Maximum)));
            Assert.Contains(flag, TrainedModel.Model.Flags(patient(range.Minimum - 1)));
            Assert.Contains(flag, TrainedModel.Model.Flags(patient(range.Maximum + 1)));
        }
    }

    [Fact]
    public void Missing_measurements_are_flagged()
    {
        Assert.Equal([PatientFlag.CholesterolNotMeasured], TrainedModel.Model.Flags(Usual with { Cholesterol = LabLevel.NotMeasured }));
        Assert.Equal([PatientFlag.GlucoseNotMeasured], TrainedModel.Model.Flags(Usual with { Glucose = LabLevel.NotMeasured }));
        Assert.Equal([PatientFlag.FewInputsUsed], TrainedModel.Model.Flags(Usual with { Smoker = null }));
    }

    [Theory]
    [InlineData(139, PatientFlag.UnusualHeight)]
    [InlineData(201, PatientFlag.UnusualHeight)]
    public void Unusual_heights_are_flagged(int height, PatientFlag flag) =>
        Assert.Contains(flag, UnusualRange.Flags(Usual with { HeightCm = height }));

    [Theory]
    [InlineData(140, 121, true)]
    [InlineData(100, 81, true)]
    [InlineData(100, 80, false)]
    [InlineData(180, 80, false)]
    [InlineData(181, 80, true)]
    public void Unusual_pulse_pressures_are_flagged(int systolic, int diastolic, bool flagged) => Assert.Equal(
        flagged,
        UnusualRange.Flags(Usual with { SystolicMmHg = systolic, DiastolicMmHg = diastolic }).Contains(PatientFlag.UnusualPulsePressure));
}
