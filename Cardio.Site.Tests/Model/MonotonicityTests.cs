using Cardio.Model.Patients;

namespace Cardio.Site.Tests.Model;

public sealed class MonotonicityTests
{
    private const int Patients = 10_000;

    /// <summary>Rounding error of a sum of doubles.</summary>
    private const double Rounding = 1e-12;

    [Theory, MemberData(nameof(LeversAndPatterns))]
    public void Step_in_the_harmful_direction_never_lowers_the_estimate(string lever, MeasurementPattern pattern)
    {
        foreach (var patient in RandomPatients.FullyMeasured(Patients, 1).Select(p => pattern.Mask(p)))
        {
            foreach (var step in (int[])[1, 7, 40])
            {
                var worse = Worsen(lever, patient, step);
                Assert.True(TrainedModel.Model.Score(worse) >= TrainedModel.Model.Score(patient) - Rounding, $"{patient} -> {worse}");
            }
        }
    }

    public static TheoryData<string, MeasurementPattern> LeversAndPatterns()
    {
        string[] levers =
        [
            "age", "systolic", "diastolic", "weight at fixed height", "cholesterol", "glucose", "smoking", "alcohol", "inactivity",
        ];
        var data = new TheoryData<string, MeasurementPattern>();
        foreach (var pattern in Enum.GetValues<MeasurementPattern>())
        foreach (var lever in levers)
            data.Add(lever, pattern);
        return data;
    }

    private static PatientFeatures Worsen(string lever, PatientFeatures p, int step) => lever switch
    {
        "age" => p with { AgeYears = p.AgeYears + step },
        "systolic" => p with { SystolicMmHg = p.SystolicMmHg + step },
        "diastolic" => p with { DiastolicMmHg = p.DiastolicMmHg + step },
        "weight at fixed height" => p with { WeightKg = p.WeightKg + 0.3 * step },
        "cholesterol" => p with { Cholesterol = Next(p.Cholesterol) },
        "glucose" => p with { Glucose = Next(p.Glucose) },
        "smoking" => p with { Smoker = p.Smoker.HasValue ? true : null },
        "alcohol" => p with { DrinksAlcohol = p.DrinksAlcohol.HasValue ? true : null },
        _ => p with { PhysicallyActive = p.PhysicallyActive.HasValue ? false : null },
    };

    private static LabLevel Next(LabLevel level) => level is LabLevel.Normal or LabLevel.AboveNormal ? level + 1 : level;
}
