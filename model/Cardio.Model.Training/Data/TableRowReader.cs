using System.Globalization;
using Cardio.Model.Patients;

namespace Cardio.Model.Training.Data;

/// <summary>Parses the cells of one row into a patient.</summary>
internal static class TableRowReader
{
    public static TableRow Read(Func<string, string> field, TableReading reading)
    {
        var id = field("id");
        bool? label = field("cardio") switch { "0" => false, "1" => true, _ => null };
        try
        {
            var patient = ToPatient(field, reading);
            return new TableRow(id, patient, label, FindLimitViolation(patient));
        }
        catch (FormatException e)
        {
            return new TableRow(id, null, label, e.Message);
        }
    }

    private static PatientFeatures ToPatient(Func<string, string> field, TableReading reading) => new()
    {
        AgeYears = reading.IsAgeInDays
            ? AgeColumn.CompletedYears(Required(field, "age"))
            : (int)Math.Floor(Required(field, "age")),
        Sex = Number(field, "gender") is { } code
            ? reading.Sex.Decode(code) ?? throw new FormatException($"gender is not one of {reading.Sex}")
            : null,
        HeightCm = Number(field, "height"),
        WeightKg = Required(field, "weight"),
        SystolicMmHg = Whole(field, "ap_hi"),
        DiastolicMmHg = Whole(field, "ap_lo"),
        Cholesterol = Level(field, "cholesterol"),
        Glucose = Level(field, "gluc"),
        Smoker = Flag(field, "smoke"),
        DrinksAlcohol = Flag(field, "alco"),
        PhysicallyActive = Flag(field, "active"),
    };

    private static string? FindLimitViolation(in PatientFeatures p)
    {
        if (p.AgeYears is < ClinicalRange.AgeYearsMinimum or > ClinicalRange.AgeYearsMaximum)
            return $"age outside {ClinicalRange.AgeYearsMinimum} to {ClinicalRange.AgeYearsMaximum} years";
        if (p.HeightCm is < ClinicalRange.HeightCmMinimum or > ClinicalRange.HeightCmMaximum)
            return $"height outside {ClinicalRange.HeightCmMinimum} to {ClinicalRange.HeightCmMaximum} cm";
        if (p.WeightKg is < ClinicalRange.WeightKgMinimum or > ClinicalRange.WeightKgMaximum)
            return $"weight outside {ClinicalRange.WeightKgMinimum} to {ClinicalRange.WeightKgMaximum} kg";
        if (p.SystolicMmHg is < ClinicalRange.SystolicMmHgMinimum or > ClinicalRange.SystolicMmHgMaximum)
            return $"ap_hi outside {ClinicalRange.SystolicMmHgMinimum} to {ClinicalRange.SystolicMmHgMaximum} mmHg";
        if (p.DiastolicMmHg is < ClinicalRange.DiastolicMmHgMinimum or > ClinicalRange.DiastolicMmHgMaximum)
            return $"ap_lo outside {ClinicalRange.DiastolicMmHgMinimum} to {ClinicalRange.DiastolicMmHgMaximum} mmHg";
        return p.SystolicMmHg <= p.DiastolicMmHg ? "ap_hi is not above ap_lo" : null;
    }

    private static double? Number(Func<string, string> field, string name)
    {
        var text = field(name);
        if (text.Length == 0)
            return null;
        return Parse(text) ?? throw new FormatException($"{name} is not a number");
    }

    /// <summary>Parses a number with a decimal point or comma; returns null if it is malformed.</summary>
    public static double? Parse(string text)
    {
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        var invariant = text.Contains('.', StringComparison.Ordinal) ? text : text.Replace(',', '.');
        return double.TryParse(invariant, Style, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
    }

    private static double Required(Func<string, string> field, string name) =>
        Number(field, name) ?? throw new FormatException($"{name} is missing");

    private static int Whole(Func<string, string> field, string name)
    {
        var value = Required(field, name);
        return value == Math.Floor(value) && Math.Abs(value) <= int.MaxValue
            ? (int)value
            : throw new FormatException($"{name} is not a whole number");
    }

    private static LabLevel Level(Func<string, string> field, string name) => Number(field, name) switch
    {
        null => LabLevel.NotMeasured,
        1 => LabLevel.Normal,
        2 => LabLevel.AboveNormal,
        3 => LabLevel.WellAboveNormal,
        _ => throw new FormatException($"{name} is not 1, 2 or 3"),
    };

    private static bool? Flag(Func<string, string> field, string name) => Number(field, name) switch
    {
        null => null,
        0 => false,
        1 => true,
        _ => throw new FormatException($"{name} is not 0 or 1"),
    };
}
