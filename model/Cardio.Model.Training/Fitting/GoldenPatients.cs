using Cardio.Model.Patients;

namespace Cardio.Model.Training.Fitting;

/// <summary>Twelve synthetic patients, two of each measurement pattern, some outside the training range.</summary>
internal static class GoldenPatients
{
    public static IReadOnlyList<PatientFeatures> All { get; } = Create();

    private static List<PatientFeatures> Create()
    {
        var random = new Random(12);
        var patients = new List<PatientFeatures>();
        for (var i = 0; i < 2 * MeasurementPatterns.Count; i++)
        {
            var diastolic = random.Next(50, 121);
            patients.Add(((MeasurementPattern)(i / 2)).Mask(new PatientFeatures
            {
                AgeYears = random.Next(25, 80),
                Sex = (Sex)random.Next(2),
                HeightCm = random.Next(140, 201),
                WeightKg = random.Next(400, 1400) / 10.0,
                SystolicMmHg = diastolic + random.Next(15, 90),
                DiastolicMmHg = diastolic,
                Cholesterol = (LabLevel)random.Next(1, 4),
                Glucose = (LabLevel)random.Next(1, 4),
                Smoker = random.Next(2) == 1,
                DrinksAlcohol = random.Next(2) == 1,
                PhysicallyActive = random.Next(2) == 1,
            }));
        }
        return patients;
    }
}
