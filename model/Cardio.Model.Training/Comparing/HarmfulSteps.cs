using Cardio.Model.Patients;
using Cardio.Model.Training.Data;

namespace Cardio.Model.Training.Comparing;

/// <summary>Monotonicity violations: steps to a medically worse value that lower the estimate.</summary>
/// <param name="Violated">Proportion of patients with at least one violation, 0 to 1.</param>
/// <param name="ByLever">Proportion of patients with a violation, by kind of step.</param>
/// <param name="WorstDrop">Largest decrease of the estimate, in probability.</param>
internal sealed record HarmfulSteps(double Violated, IReadOnlyDictionary<string, double> ByLever, double WorstDrop)
{
    private const int SampleSize = 2_000;

    /// <summary>Smaller decreases are rounding errors of single-precision scores.</summary>
    private const double Rounding = 1e-6;

    private static readonly (string Name, Func<PatientFeatures, PatientFeatures> Worsen)[] Levers =
    [
        ("age +1 year", p => p with { AgeYears = p.AgeYears + 1 }),
        ("systolic +10 mmHg", p => p with { SystolicMmHg = p.SystolicMmHg + 10 }),
        ("diastolic +5 mmHg", p => p with { DiastolicMmHg = p.DiastolicMmHg + 5 }),
        ("weight +5 kg", p => p with { WeightKg = p.WeightKg + 5 }),
        ("cholesterol one class up", p => p with { Cholesterol = NextLevel(p.Cholesterol) }),
        ("glucose one class up", p => p with { Glucose = NextLevel(p.Glucose) }),
        ("smoking", p => p with { Smoker = true }),
        ("alcohol", p => p with { DrinksAlcohol = true }),
        ("inactivity", p => p with { PhysicallyActive = false }),
    ];

    /// <summary>Names of the steps, in the order of the report.</summary>
    public static IReadOnlyList<string> LeverNames { get; } = [.. Levers.Select(l => l.Name)];

    public static HarmfulSteps FromScores(IReadOnlyList<LabelledPatient> patients, Func<IReadOnlyList<PatientFeatures>, double[]> score)
    {
        var stride = Math.Max(1, patients.Count / SampleSize);
        PatientFeatures[] sample = [.. patients.Where((_, i) => i % stride == 0).Select(p => p.Patient)];
        var before = score(sample);
        var violated = new bool[sample.Length];
        var byLever = new Dictionary<string, double>();
        double worstDrop = 0;
        foreach (var (name, worsen) in Levers)
        {
            var after = score([.. sample.Select(worsen)]);
            double[] drops = [.. before.Zip(after, (b, a) => b - a)];
            foreach (var (i, drop) in drops.Index())
                violated[i] |= drop > Rounding;
            byLever[name] = (double)drops.Count(d => d > Rounding) / sample.Length;
            worstDrop = Math.Max(worstDrop, drops.Max());
        }
        return new HarmfulSteps((double)violated.Count(isViolated => isViolated) / sample.Length, byLever, worstDrop);
    }

    private static LabLevel NextLevel(LabLevel level) => (LabLevel)Math.Min((int)level + 1, (int)LabLevel.WellAboveNormal);
}
