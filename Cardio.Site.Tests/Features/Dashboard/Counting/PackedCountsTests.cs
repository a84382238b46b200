using System.Security.Cryptography;
using Cardio.Model.Patients;
using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Tests.Model;

namespace Cardio.Site.Tests.Features.Dashboard.Counting;

public sealed class PackedCountsTests
{
    /// <summary>A stored row keeps its meaning only as long as layout version 3 packs these patients to these bytes.</summary>
    [Fact]
    public void Layout_3_packs_the_same_bytes_as_the_release_that_introduced_it()
    {
        var random = new Random(11);
        var assessments = RandomPatients.FullyMeasured(2000, 12).Select(patient => Assess(patient, random));
        var parts = PackedCounts.FromAssessments(assessments).Write();
        Assert.Equal(
            "291 93f499d8c68edc4a; 1780 31139eb073ed566d; 8171 210299302686cfba; 9106 f29f5f91a9e86d18",
            string.Join("; ", parts.Select(part => $"{part.Length} {Convert.ToHexStringLower(SHA256.HashData(part))[..16]}")));
    }

    private static CountedAssessment Assess(PatientFeatures patient, Random random)
    {
        var createdAt = DateTimeOffset.UnixEpoch;
        return new()
        {
            CreatedAt = createdAt,
            OpenedAt = random.Next(2) == 0 ? null : createdAt.AddSeconds(-random.Next(3000) / 1.5),
            Source = random.Next(3) switch { 0 => "form", 1 => "api", _ => "batch" },
            IsDemo = random.Next(5) == 0,
            Probability = random.NextDouble(),
            DecisionThreshold = random.Next(10) / 10.0,
            DoctorEstimate = random.Next(3) == 0 ? random.Next(101) / 100.0 : null,
            Diagnosis = random.Next(3) switch { 0 => "present", 1 => "absent", _ => null },
            AgeYears = patient.AgeYears,
            Sex = patient.Sex!.Value,
            HeightCm = patient.HeightCm!.Value,
            WeightKg = patient.WeightKg,
            SystolicMmHg = patient.SystolicMmHg,
            DiastolicMmHg = patient.DiastolicMmHg,
            Cholesterol = random.Next(10) == 0 ? LabLevel.NotMeasured : patient.Cholesterol,
            Glucose = random.Next(10) == 0 ? LabLevel.NotMeasured : patient.Glucose,
            Smoker = patient.Smoker!.Value,
            DrinksAlcohol = patient.DrinksAlcohol!.Value,
            PhysicallyActive = patient.PhysicallyActive!.Value,
        };
    }
}
