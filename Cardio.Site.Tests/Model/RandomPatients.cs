using Cardio.Model.Patients;

namespace Cardio.Site.Tests.Model;

/// <summary>Random patients within the hard limits, reproducible by seed.</summary>
internal static class RandomPatients
{
    public static IEnumerable<PatientFeatures> FullyMeasured(int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var diastolic = random.Next(ClinicalRange.DiastolicMmHgMinimum, ClinicalRange.DiastolicMmHgMaximum);
            yield return new PatientFeatures
            {
                AgeYears = random.Next(ClinicalRange.AgeYearsMinimum, ClinicalRange.AgeYearsMaximum + 1),
                Sex = (Sex)random.Next(2),
                HeightCm = random.Next(ClinicalRange.HeightCmMinimum, ClinicalRange.HeightCmMaximum + 1),
                WeightKg = random.Next(10 * ClinicalRange.WeightKgMinimum, 10 * ClinicalRange.WeightKgMaximum) / 10.0,
                SystolicMmHg = random.Next(
                    Math.Max(ClinicalRange.SystolicMmHgMinimum, diastolic + 1), ClinicalRange.SystolicMmHgMaximum + 1),
                DiastolicMmHg = diastolic,
                Cholesterol = (LabLevel)random.Next(1, 4),
                Glucose = (LabLevel)random.Next(1, 4),
                Smoker = random.Next(2) == 1,
                DrinksAlcohol = random.Next(2) == 1,
                PhysicallyActive = random.Next(2) == 1,
            };
        }
    }

    /// <summary>Returns patients that cycle through the measurement patterns.</summary>
    public static IEnumerable<PatientFeatures> WithAllPatterns(int count, int seed) =>
        FullyMeasured(count, seed).Select((p, i) => ((MeasurementPattern)(i % MeasurementPatterns.Count)).Mask(p));
}
