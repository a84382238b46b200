using Cardio.Model.Card;
using Cardio.Model.Patients;
using Cardio.Model.Training.Figures;

namespace Cardio.Model.Training.Data;

/// <summary>Summarizes the inputs of the development data for the card.</summary>
internal static class InputFacts
{
    /// <summary>Inputs by name with unit; NaN if unknown for a patient.</summary>
    public static IReadOnlyList<(string Name, Func<PatientFeatures, double> Read)> Inputs { get; } =
    [
        (nameof(PatientFeatures.AgeYears), p => p.AgeYears),
        (nameof(PatientFeatures.Sex), p => (double?)p.Sex ?? double.NaN),
        (nameof(PatientFeatures.HeightCm), p => p.HeightCm ?? double.NaN),
        (nameof(PatientFeatures.WeightKg), p => p.WeightKg),
        (nameof(PatientFeatures.BodyMassIndex), p => p.BodyMassIndex ?? double.NaN),
        (nameof(PatientFeatures.SystolicMmHg), p => p.SystolicMmHg),
        (nameof(PatientFeatures.DiastolicMmHg), p => p.DiastolicMmHg),
        (nameof(PatientFeatures.Cholesterol), p => Level(p.Cholesterol)),
        (nameof(PatientFeatures.Glucose), p => Level(p.Glucose)),
        (nameof(PatientFeatures.Smoker), p => Answer(p.Smoker)),
        (nameof(PatientFeatures.DrinksAlcohol), p => Answer(p.DrinksAlcohol)),
        (nameof(PatientFeatures.PhysicallyActive), p => Answer(p.PhysicallyActive)),
    ];

    public static IReadOnlyList<InputDistribution> FromPatients(IReadOnlyList<LabelledPatient> patients) =>
        [.. Inputs.Select(i => FromValues(i.Name, [.. patients.Select(p => i.Read(p.Patient)).Order()]))];

    /// <summary>Distribution of the cross-validated probability, everything measured; the baseline for drift of the estimates.</summary>
    public static InputDistribution Probability(IReadOnlyList<ScoredOutcome> outcomes) =>
        FromValues(nameof(ModelCard.Probability), [.. outcomes.Select(o => o.Probability).Order()]);

    /// <summary>Returns a patient with the median of every input; in this data, the median category is the most frequent one.</summary>
    public static PatientFeatures TypicalPatient(IReadOnlyList<InputDistribution> inputs)
    {
        double Median(string name) => inputs.Single(i => i.Input == name).Median;
        return new PatientFeatures
        {
            AgeYears = (int)Median(nameof(PatientFeatures.AgeYears)),
            Sex = (Sex)(int)Median(nameof(PatientFeatures.Sex)),
            HeightCm = Median(nameof(PatientFeatures.HeightCm)),
            WeightKg = Median(nameof(PatientFeatures.WeightKg)),
            SystolicMmHg = (int)Median(nameof(PatientFeatures.SystolicMmHg)),
            DiastolicMmHg = (int)Median(nameof(PatientFeatures.DiastolicMmHg)),
            Cholesterol = (LabLevel)(int)Median(nameof(PatientFeatures.Cholesterol)),
            Glucose = (LabLevel)(int)Median(nameof(PatientFeatures.Glucose)),
            Smoker = Median(nameof(PatientFeatures.Smoker)) == 1,
            DrinksAlcohol = Median(nameof(PatientFeatures.DrinksAlcohol)) == 1,
            PhysicallyActive = Median(nameof(PatientFeatures.PhysicallyActive)) == 1,
        };
    }

    private static double Level(LabLevel level) => level == LabLevel.NotMeasured ? double.NaN : (double)level;

    private static double Answer(bool? answer) => answer switch { null => double.NaN, true => 1, false => 0 };

    private static InputDistribution FromValues(string name, double[] sorted)
    {
        double Quantile(double share) => sorted[(int)(share * (sorted.Length - 1))];
        double[] edges = [.. Enumerable.Range(0, 10).Select(b => Quantile(b / 10.0)).Distinct()];
        double[] shares = [.. edges.Select((from, b) =>
            (double)sorted.Count(v => v >= from && (b == edges.Length - 1 || v < edges[b + 1])) / sorted.Length)];
        return new InputDistribution
        {
            Input = name,
            Minimum = sorted[0],
            Percentile1 = Quantile(0.01),
            Median = Quantile(0.5),
            Percentile99 = Quantile(0.99),
            Maximum = sorted[^1],
            BinEdges = edges,
            BinShares = shares,
        };
    }
}
