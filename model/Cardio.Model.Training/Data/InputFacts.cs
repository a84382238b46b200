namespace Cardio.Model.Training;

/// <summary>What the card tells about the inputs of the development data.</summary>
internal static class InputFacts
{
    private static readonly (string Name, Func<PatientFeatures, double> Read)[] Inputs =
    [
        (nameof(PatientFeatures.AgeYears), p => p.AgeYears),
        (nameof(PatientFeatures.Sex), p => (double)p.Sex!.Value),
        (nameof(PatientFeatures.HeightCm), p => p.HeightCm!.Value),
        (nameof(PatientFeatures.WeightKg), p => p.WeightKg),
        (nameof(PatientFeatures.BodyMassIndex), p => p.BodyMassIndex!.Value),
        (nameof(PatientFeatures.SystolicMmHg), p => p.SystolicMmHg),
        (nameof(PatientFeatures.DiastolicMmHg), p => p.DiastolicMmHg),
        (nameof(PatientFeatures.Cholesterol), p => (double)p.Cholesterol),
        (nameof(PatientFeatures.Glucose), p => (double)p.Glucose),
        (nameof(PatientFeatures.Smoker), p => p.Smoker!.Value ? 1 : 0),
        (nameof(PatientFeatures.DrinksAlcohol), p => p.DrinksAlcohol!.Value ? 1 : 0),
        (nameof(PatientFeatures.PhysicallyActive), p => p.PhysicallyActive!.Value ? 1 : 0),
    ];

    public static IReadOnlyList<InputDistribution> Of(IReadOnlyList<LabelledPatient> patients) =>
        [.. Inputs.Select(i => Of(i.Name, [.. patients.Select(p => i.Read(p.Patient)).Order()]))];

    /// <summary>The person of the medians; a median of 0/1 and of classes is the most frequent answer here.</summary>
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

    private static InputDistribution Of(string name, double[] sorted)
    {
        double At(double share) => sorted[(int)(share * (sorted.Length - 1))];
        double[] edges = [.. Enumerable.Range(0, 10).Select(b => At(b / 10.0)).Distinct()];
        double[] shares = [.. edges.Select((from, b) =>
            (double)sorted.Count(v => v >= from && (b == edges.Length - 1 || v < edges[b + 1])) / sorted.Length)];
        return new InputDistribution
        {
            Input = name,
            Minimum = sorted[0],
            Percentile1 = At(0.01),
            Median = At(0.5),
            Percentile99 = At(0.99),
            Maximum = sorted[^1],
            BinEdges = edges,
            BinShares = shares,
        };
    }
}
