using Cardio.Model.Patients;

namespace Cardio.Benchmarks.Model;

/// <summary>Plausible, fully measured patients, reproducible by seed.</summary>
internal static class SyntheticPatients
{
    public static PatientFeatures[] Create(int count, int seed)
    {
        var random = new Random(seed);
        var patients = new PatientFeatures[count];
        for (var i = 0; i < count; i++)
        {
            var systolic = random.Next(95, 190);
            patients[i] = new PatientFeatures
            {
                AgeYears = random.Next(39, 65), Sex = (Sex)random.Next(2),
                HeightCm = random.Next(150, 190), WeightKg = random.Next(500, 1200) / 10.0,
                SystolicMmHg = systolic, DiastolicMmHg = random.Next(55, Math.Min(systolic - 15, 110)),
                Cholesterol = (LabLevel)random.Next(1, 4), Glucose = (LabLevel)random.Next(1, 4),
                Smoker = random.Next(10) == 0, DrinksAlcohol = random.Next(20) == 0, PhysicallyActive = random.Next(5) > 0,
            };
        }
        return patients;
    }
}
