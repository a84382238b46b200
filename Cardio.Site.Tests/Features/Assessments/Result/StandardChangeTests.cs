using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Site.Features.Assessments.WhatIf;

namespace Cardio.Site.Tests.Features.Assessments.Result;

public sealed class StandardChangeTests
{
    private static readonly RiskModel Model = RiskModel.Load(Path.Combine(AppContext.BaseDirectory, "model"), ArtifactFiles.PinnedSha256);

    [Fact]
    public void No_beneficial_change_raises_the_estimate_of_any_of_10_000_patients()
    {
        var random = new Random(20261122);
        for (var i = 0; i < 10_000; i++)
        {
            var patient = RandomPatient(random);
            var before = Model.Score(patient);
            Assert.All(StandardChange.FromPatient(Model, patient), change =>
                Assert.True(change.Probability <= before, $"{change.Kind} raises {before} for {patient}"));
        }
    }

    [Fact]
    public void An_impossible_change_is_not_offered()
    {
        var patient = RandomPatient(new Random(1)) with
        {
            SystolicMmHg = 95, DiastolicMmHg = 80, WeightKg = 33, Cholesterol = LabLevel.NotMeasured,
        };
        Assert.Equal([StandardChangeKind.Systolic10], StandardChange.FromPatient(Model, patient).Select(change => change.Kind));
        Assert.Equal(
            Enum.GetValues<StandardChangeKind>(),
            StandardChange.FromPatient(Model, patient with { SystolicMmHg = 150, WeightKg = 90, Cholesterol = LabLevel.AboveNormal })
                .Select(change => change.Kind));
    }

    private static PatientFeatures RandomPatient(Random random)
    {
        var diastolic = random.Next(ClinicalRange.DiastolicMmHgMinimum, ClinicalRange.DiastolicMmHgMaximum + 1);
        return new()
        {
            AgeYears = random.Next(ClinicalRange.AgeYearsMinimum, ClinicalRange.AgeYearsMaximum + 1),
            Sex = (Sex)random.Next(2),
            HeightCm = random.Next(ClinicalRange.HeightCmMinimum, ClinicalRange.HeightCmMaximum + 1),
            WeightKg = random.Next(10 * ClinicalRange.WeightKgMinimum, 10 * ClinicalRange.WeightKgMaximum) / 10.0,
            SystolicMmHg = random.Next(Math.Max(diastolic + 1, ClinicalRange.SystolicMmHgMinimum), ClinicalRange.SystolicMmHgMaximum + 1),
            DiastolicMmHg = diastolic,
            Cholesterol = (LabLevel)random.Next(4),
            Glucose = (LabLevel)random.Next(4),
            Smoker = random.Next(2) == 0,
            DrinksAlcohol = random.Next(2) == 0,
            PhysicallyActive = random.Next(2) == 0,
        };
    }
}
