using System.Globalization;
using System.Text;
using Cardio.Site.Clinic.Patients;

namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>Tells what a file's columns mean by their names, in English and Portuguese.</summary>
internal static class ColumnNames
{
    /// <summary>What a file must have; of the ways to give age and sex one is enough.</summary>
    public static readonly IReadOnlyList<BatchField> Required =
    [
        BatchField.AgeYears, BatchField.Sex, BatchField.HeightCm, BatchField.WeightKg, BatchField.SystolicMmHg, BatchField.DiastolicMmHg,
        BatchField.Smoker, BatchField.DrinksAlcohol, BatchField.PhysicallyActive,
    ];

    /// <summary>The columns of the template, in order.</summary>
    public static readonly IReadOnlyList<string> Template =
    [
        "patientCode", "ageYears", "sex", "heightCm", "weightKg", "systolicMmHg", "diastolicMmHg", "cholesterol", "glucose", "smoker",
        "drinksAlcohol", "physicallyActive",
    ];

    private static readonly Dictionary<string, BatchField> Known = new(StringComparer.Ordinal)
    {
        ["id"] = BatchField.RowId,
        ["cardio"] = BatchField.Diagnosis,
        ["agedays"] = BatchField.AgeDays, ["ageindays"] = BatchField.AgeDays, ["idadedias"] = BatchField.AgeDays, ["idadeemdias"] = BatchField.AgeDays,
    };

    static ColumnNames()
    {
        Add(BatchField.PatientCode, "patientcode code codigo codigopaciente codigodopaciente", "");
        Add(BatchField.AgeYears, "age idade", "years emanos anos");
        Add(BatchField.Sex, "sex gender sexo genero", "");
        Add(BatchField.HeightCm, "height altura estatura", "cm emcm");
        Add(BatchField.WeightKg, "weight peso", "kg emkg");
        Add(BatchField.SystolicMmHg, "systolic systolicpressure sbp aphi sistolica pressaosistolica pas", "mmhg");
        Add(BatchField.DiastolicMmHg, "diastolic diastolicpressure dbp aplo diastolica pressaodiastolica pad", "mmhg");
        Add(BatchField.Cholesterol, "cholesterol colesterol", "");
        Add(BatchField.Glucose, "glucose gluc glicose glicemia", "");
        Add(BatchField.Smoker, "smoker smokes smoke smoking fumante fuma tabagista tabagismo", "");
        Add(BatchField.DrinksAlcohol, "drinksalcohol drinks alcohol alco alcool bebealcool bebe consomealcool etilista", "");
        Add(BatchField.PhysicallyActive, "physicallyactive active activity physicalactivity ativo fisicamenteativo atividadefisica praticaatividadefisica", "");
    }

    /// <summary>Whether these are the public table's own columns: its ages are in days, and its sexes numbers.</summary>
    public static bool AreOfTable(IEnumerable<string> names)
    {
        var plain = names.Select(Plain).ToHashSet();
        return plain.Contains("aphi") && plain.Contains("aplo");
    }

    /// <summary>How many of these names are known.</summary>
    public static int CountKnown(IReadOnlyList<string> names) => names.Count(name => Known.ContainsKey(Plain(name)));

    /// <summary>What each column means.</summary>
    /// <exception cref="BatchRefusedException">Two columns mean the same, or one that is needed is missing.</exception>
    public static IReadOnlyList<BatchColumn> Read(IReadOnlyList<string> names)
    {
        var isTable = AreOfTable(names);
        var columns = names.Select(name => new BatchColumn(name, FieldOf(Plain(name), isTable))).ToList();
        if (columns.All(column => column.Field is null or BatchField.RowId or BatchField.Diagnosis)) throw new BatchRefusedException("NoKnownColumn");
        var known = columns.Where(column => column.Field is not null).ToList();
        if (known.GroupBy(column => Meaning(column.Field!.Value)).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new BatchRefusedException("ColumnTwice", string.Join(", ", twice.Select(column => column.Name)));
        var missing = Required.Except(known.Select(column => Meaning(column.Field!.Value))).ToList();
        return missing.Count == 0 ? columns : throw new BatchRefusedException("ColumnMissing") { Missing = missing };
    }

    /// <summary>The field whatever the way in which it is written.</summary>
    public static BatchField Meaning(BatchField field) => field switch
    {
        BatchField.AgeDays => BatchField.AgeYears,
        BatchField.SexCode => BatchField.Sex,
        _ => field,
    };

    private static BatchField? FieldOf(string name, bool isTable) => Known.TryGetValue(name, out var field)
        ? (isTable, name) switch
        {
            (true, "age") => BatchField.AgeDays,
            (true, "gender") => BatchField.SexCode,
            _ => field,
        }
        : null;

    private static void Add(BatchField field, string names, string units)
    {
        foreach (var name in names.Split(' '))
        {
            foreach (var unit in units.Split(' ').Append("")) Known[name + unit] = field;
        }
    }

    /// <summary>Small letters and digits only, without accents: <c>Pressão sistólica (mmHg)</c> is <c>pressaosistolicammhg</c>.</summary>
    private static string Plain(string name) => string.Concat(
        TypedText.Normalized(name, NormalizationForm.FormD)
            .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && char.IsLetterOrDigit(c))
            .Select(char.ToLowerInvariant));
}
