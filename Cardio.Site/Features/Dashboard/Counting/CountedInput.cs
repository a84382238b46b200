using Cardio.Model.Patients;

namespace Cardio.Site.Features.Dashboard.Counting;

/// <summary>An input of the model and the bins in which its values are counted.</summary>
/// <param name="Name">Name in the model card.</param>
/// <param name="Lowest">Value of the first bin.</param>
/// <param name="Width">Width of a bin in the unit of the input.</param>
/// <param name="Bins">Number of bins; higher values count in the last one.</param>
/// <param name="Value">Reads the value as coded in the card; a class that was not measured is 0.</param>
internal sealed record CountedInput(string Name, double Lowest, double Width, int Bins, Func<PatientFeatures, double> Value)
{
    /// <summary>All inputs in the order of the stored numbers.</summary>
    public static readonly IReadOnlyList<CountedInput> All =
    [
        Whole(nameof(PatientFeatures.AgeYears), ClinicalRange.AgeYearsMinimum, ClinicalRange.AgeYearsMaximum, patient => patient.AgeYears),
        Whole(nameof(PatientFeatures.Sex), 0, 1, patient => (int)patient.Sex!.Value),
        Whole(
            nameof(PatientFeatures.HeightCm), ClinicalRange.HeightCmMinimum, ClinicalRange.HeightCmMaximum,
            patient => patient.HeightCm!.Value),
        Whole(nameof(PatientFeatures.WeightKg), ClinicalRange.WeightKgMinimum, ClinicalRange.WeightKgMaximum, patient => patient.WeightKg),
        // 30 kg at 220 cm to 250 kg at 120 cm
        new(nameof(PatientFeatures.BodyMassIndex), 6, 0.5, 337, patient => patient.BodyMassIndex!.Value),
        Whole(
            nameof(PatientFeatures.SystolicMmHg), ClinicalRange.SystolicMmHgMinimum, ClinicalRange.SystolicMmHgMaximum,
            patient => patient.SystolicMmHg),
        Whole(
            nameof(PatientFeatures.DiastolicMmHg), ClinicalRange.DiastolicMmHgMinimum, ClinicalRange.DiastolicMmHgMaximum,
            patient => patient.DiastolicMmHg),
        Whole(nameof(PatientFeatures.Cholesterol), 0, 3, patient => (int)patient.Cholesterol),
        Whole(nameof(PatientFeatures.Glucose), 0, 3, patient => (int)patient.Glucose),
        Whole(nameof(PatientFeatures.Smoker), 0, 1, patient => patient.Smoker == true ? 1 : 0),
        Whole(nameof(PatientFeatures.DrinksAlcohol), 0, 1, patient => patient.DrinksAlcohol == true ? 1 : 0),
        Whole(nameof(PatientFeatures.PhysicallyActive), 0, 1, patient => patient.PhysicallyActive == true ? 1 : 0),
    ];

    /// <summary>Finds an input by its name in the model card.</summary>
    /// <exception cref="InvalidOperationException">No input has the name.</exception>
    public static CountedInput FromName(string name) => All.Single(input => input.Name == name);

    /// <summary>Index of its first bin in a tally.</summary>
    public int Place => Counters.Inputs + All.TakeWhile(input => input != this).Sum(input => input.Bins);

    /// <summary>Returns the bin of a patient.</summary>
    public int Bin(PatientFeatures patient) => Math.Clamp((int)Math.Floor((Value(patient) - Lowest) / Width), 0, Bins - 1);

    private static CountedInput Whole(string name, int lowest, int highest, Func<PatientFeatures, double> value) =>
        new(name, lowest, 1, highest - lowest + 1, value);
}
