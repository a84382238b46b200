using Cardio.Model.Patients;
using Cardio.Model.Training.Data;

namespace Cardio.Model.Training.Comparing;

/// <summary>How a model answers to values that are worse for the patient.</summary>
/// <param name="Violated">Share of patients with at least one such step that lowers the estimate, 0 to 1.</param>
/// <param name="ByLever">The same for each lever.</param>
/// <param name="WorstDrop">The largest fall of the estimate, in probability.</param>
internal sealed record HarmfulSteps(double Violated, IReadOnlyDictionary<string, double> ByLever, double WorstDrop)
{
    private const int Patients = 2_000;

    /// <summary>Falls below this are rounding of single-precision answers.</summary>
    private const double Rounding = 1e-6;

    private static readonly (string Name, Func<PatientFeatures, PatientFeatures> Worsen)[] Levers =
    [
        ("age +1 year", p => p with { AgeYears = p.AgeYears + 1 }),
        ("systolic +10 mmHg", p => p with { SystolicMmHg = p.SystolicMmHg + 10 }),
        ("diastolic +5 mmHg", p => p with { DiastolicMmHg = p.DiastolicMmHg + 5 }),
        ("weight +5 kg", p => p with { WeightKg = p.WeightKg + 5 }),
        ("cholesterol one class up", p => p with { Cholesterol = (LabLevel)Math.Min((int)p.Cholesterol + 1, (int)LabLevel.WellAboveNormal) }),
        ("glucose one class up", p => p with { Glucose = (LabLevel)Math.Min((int)p.Glucose + 1, (int)LabLevel.WellAboveNormal) }),
        ("smoking", p => p with { Smoker = true }),
        ("alcohol", p => p with { DrinksAlcohol = true }),
        ("inactivity", p => p with { PhysicallyActive = false }),
    ];

    /// <summary>The names of the levers, in the order of the report.</summary>
    public static IReadOnlyList<string> LeverNames { get; } = [.. Levers.Select(l => l.Name)];

    public static HarmfulSteps FromScores(IReadOnlyList<LabelledPatient> patients, Func<IReadOnlyList<PatientFeatures>, double[]> score)
    {
        var stride = Math.Max(1, patients.Count / Patients);
        PatientFeatures[] some = [.. patients.Where((_, i) => i % stride == 0).Select(p => p.Patient)];
        var before = score(some);
        var fell = new bool[some.Length];
        var byLever = new Dictionary<string, double>();
        double worst = 0;
        foreach (var (name, worsen) in Levers)
        {
            var after = score([.. some.Select(worsen)]);
            double[] drops = [.. before.Zip(after, (b, a) => b - a)];
            foreach (var (i, drop) in drops.Index())
                fell[i] |= drop > Rounding;
            byLever[name] = (double)drops.Count(d => d > Rounding) / some.Length;
            worst = Math.Max(worst, drops.Max());
        }
        return new HarmfulSteps((double)fell.Count(f => f) / some.Length, byLever, worst);
    }
}
