using Cardio.Model.Patients;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Features.Assessments.Batches.Work;

namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>Reads one cell into a patient. What stands empty stays empty: whether it may is for the rules that the form asks too.</summary>
internal static class CellReader
{
    private static readonly string[] Years = ["years", "year", "anos", "ano", "a", "y"];
    private static readonly string[] Cm = ["cm"];
    private static readonly string[] Kg = ["kg", "kgs"];
    private static readonly string[] MmHg = ["mmHg"];
    private static readonly string[] None = [];

    /// <summary>Gives the text that says what is wrong, or null where the cell could be read.</summary>
    public static string? Read(BatchPatient patient, BatchField field, string typed)
    {
        var cell = TypedText.Plain(typed);
        if (cell.Length == 0 || MissingWords.Include(cell)) return null;
        switch (field)
        {
            case BatchField.PatientCode: patient.PatientCode = typed; return null;
            case BatchField.AgeYears: return Whole(cell, Years, value => patient.AgeYears = value);
            case BatchField.AgeDays: return Number(cell, None, value => patient.AgeYears = AgeColumn.CompletedYears(value));
            case BatchField.Sex: return Choice(SexOf(cell), value => patient.Sex = value, "Cell.Sex");
            case BatchField.SexCode: return Choice(SexOfCode(cell), value => patient.Sex = value, "Cell.SexCode");
            case BatchField.HeightCm: return Number(cell, Cm, value => patient.HeightCm = value);
            case BatchField.WeightKg: return Number(cell, Kg, value => patient.WeightKg = value);
            case BatchField.SystolicMmHg: return Whole(cell, MmHg, value => patient.SystolicMmHg = value);
            case BatchField.DiastolicMmHg: return Whole(cell, MmHg, value => patient.DiastolicMmHg = value);
            case BatchField.Cholesterol: return Choice(LevelOf(cell), value => patient.Cholesterol = value, "Cell.Level");
            case BatchField.Glucose: return Choice(LevelOf(cell), value => patient.Glucose = value, "Cell.Level");
            case BatchField.Smoker: return Choice(YesOrNo(cell), value => patient.Smoker = value, "Cell.YesOrNo");
            case BatchField.DrinksAlcohol: return Choice(YesOrNo(cell), value => patient.DrinksAlcohol = value, "Cell.YesOrNo");
            case BatchField.PhysicallyActive: return Choice(YesOrNo(cell), value => patient.PhysicallyActive = value, "Cell.YesOrNo");
            default: return null;
        }
    }

    private static string? Number(string cell, string[] units, Action<double> set)
    {
        if (!ClinicalNumber.TryParse(cell, units, out var number)) return "Cell.Number";
        set(number);
        return null;
    }

    private static string? Whole(string cell, string[] units, Action<int> set)
    {
        if (!ClinicalNumber.TryParse(cell, units, out var number)) return "Cell.Number";
        if (number != Math.Floor(number)) return "Cell.Whole";
        set((int)number);
        return null;
    }

    private static string? Choice<T>(T? choice, Action<T> set, string fault)
        where T : struct
    {
        if (choice is not { } value) return fault;
        set(value);
        return null;
    }

    private static Sex? SexOf(string cell) => cell.ToUpperInvariant() switch
    {
        "F" or "FEMALE" or "FEMININO" or "FEMININA" or "FEM" or "MULHER" or "WOMAN" => Sex.Female,
        "M" or "MALE" or "MASCULINO" or "MASCULINA" or "MASC" or "HOMEM" or "MAN" => Sex.Male,
        _ => null,
    };

    private static Sex? SexOfCode(string cell) => Code(cell) switch
    {
        1 => Sex.Female,
        2 => Sex.Male,
        _ => SexOf(cell),
    };

    private static LabLevel? LevelOf(string cell) => Code(cell) switch
    {
        1 => LabLevel.Normal,
        2 => LabLevel.AboveNormal,
        3 => LabLevel.WellAboveNormal,
        _ => cell.Replace(" ", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant() switch
        {
            "NORMAL" => LabLevel.Normal,
            "ABOVENORMAL" or "ACIMADONORMAL" => LabLevel.AboveNormal,
            "WELLABOVENORMAL" or "MUITOACIMADONORMAL" or "BEMACIMADONORMAL" => LabLevel.WellAboveNormal,
            "NOTMEASURED" or "NÃOMEDIDO" or "NÃOMEDIDA" or "NAOMEDIDO" or "NAOMEDIDA" => LabLevel.NotMeasured,
            _ => null,
        },
    };

    private static bool? YesOrNo(string cell) => cell.ToUpperInvariant() switch
    {
        "1" or "1.0" or "1,0" or "TRUE" or "YES" or "Y" or "SIM" or "S" or "VERDADEIRO" => true,
        "0" or "0.0" or "0,0" or "FALSE" or "NO" or "N" or "NÃO" or "NAO" or "FALSO" => false,
        _ => null,
    };

    /// <summary>A class that is written as a number; <c>1,0</c> is 1 as well.</summary>
    public static double? Code(string cell) => ClinicalNumber.TryParse(cell, None, out var number) ? number : null;
}
