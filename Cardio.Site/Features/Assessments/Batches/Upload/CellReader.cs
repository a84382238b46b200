using Cardio.Model.Patients;
using Cardio.Site.Clinic.Patients;

namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>
/// Reads cells into a patient. An empty cell sets nothing; the validation rules decide whether that is allowed. The methods return the
/// resource key of the error, or null.
/// </summary>
internal static class CellReader
{
    /// <summary>Reads one cell of a field.</summary>
    public static string? Read(BatchPatient patient, BatchField field, string typed)
    {
        var cell = TypedText.Plain(typed);
        if (cell.Length == 0 || MissingWords.Include(cell)) return null;
        if (field == BatchField.PatientCode) patient.PatientCode = typed;
        return BatchFields.Find(field).Read?.Invoke(patient, cell);
    }

    /// <summary>Reads a number that may have a unit.</summary>
    public static string? ReadNumber(string cell, string[] units, Action<double> set)
    {
        if (!ClinicalNumber.TryParse(cell, units, out var number)) return "Cell.Number";
        set(number);
        return null;
    }

    /// <summary>Reads a whole number that may have a unit.</summary>
    public static string? ReadWhole(string cell, string[] units, Action<int> set)
    {
        if (!ClinicalNumber.TryParse(cell, units, out var number)) return "Cell.Number";
        if (number != Math.Floor(number)) return "Cell.Whole";
        set((int)number);
        return null;
    }

    /// <summary>Reads an age in days as completed years.</summary>
    public static string? ReadAgeInDays(string cell, Action<int> set) => ReadNumber(cell, [], days => set(AgeColumn.CompletedYears(days)));

    /// <summary>Reads sex in words.</summary>
    public static string? ReadSex(string cell, Action<Sex> set) => ReadChoice(SexOf(cell), set, "Cell.Sex");

    /// <summary>Reads sex in words or in the public table's coding.</summary>
    public static string? ReadSexCode(string cell, Action<Sex> set) => ReadChoice(SexOfCode(cell), set, "Cell.SexCode");

    /// <summary>Reads a laboratory class.</summary>
    public static string? ReadLevel(string cell, Action<LabLevel> set) => ReadChoice(LevelOf(cell), set, "Cell.Level");

    /// <summary>Reads yes or no.</summary>
    public static string? ReadYesOrNo(string cell, Action<bool> set) => ReadChoice(YesOrNo(cell), set, "Cell.YesOrNo");

    private static string? ReadChoice<T>(T? choice, Action<T> set, string error)
        where T : struct
    {
        if (choice is not { } value) return error;
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
        _ => string.Concat(cell.Where(letter => letter is not (' ' or '_' or '-'))).ToUpperInvariant() switch
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

    /// <summary>Parses a number that stands for a class; <c>1,0</c> is 1. Null if it is not a number.</summary>
    public static double? Code(string cell) => ClinicalNumber.TryParse(cell, [], out var number) ? number : null;
}
