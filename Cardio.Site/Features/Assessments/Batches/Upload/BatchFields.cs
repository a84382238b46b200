using System.Text.Json;

namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>The possible meanings of a column.</summary>
internal enum BatchField
{
    /// <summary>Number of the row, returned with the result.</summary>
    RowId,

    /// <summary>Free code of the patient.</summary>
    PatientCode,

    /// <summary>Age in years.</summary>
    AgeYears,

    /// <summary>Age in days, as in the public table.</summary>
    AgeDays,

    /// <summary>Sex in words.</summary>
    Sex,

    /// <summary>Sex as in the public table: 1 is female, 2 is male.</summary>
    SexCode,

    /// <summary>Height in cm.</summary>
    HeightCm,

    /// <summary>Weight in kg.</summary>
    WeightKg,

    /// <summary>Systolic blood pressure in mmHg.</summary>
    SystolicMmHg,

    /// <summary>Diastolic blood pressure in mmHg.</summary>
    DiastolicMmHg,

    /// <summary>Cholesterol class.</summary>
    Cholesterol,

    /// <summary>Glucose class.</summary>
    Glucose,

    /// <summary>Whether the patient smokes.</summary>
    Smoker,

    /// <summary>Whether the patient drinks alcohol.</summary>
    DrinksAlcohol,

    /// <summary>Whether the patient is physically active.</summary>
    PhysicallyActive,

    /// <summary>The public table's label, returned with the result and not used.</summary>
    Diagnosis,
}

/// <summary>How a field is recognized and read, and what the template shows for it.</summary>
/// <param name="Field">The field.</param>
/// <param name="Names">
/// Column names in English and Portuguese, separated by spaces: lower-case letters and digits only, without accents.
/// </param>
internal sealed record BatchFieldDefinition(BatchField Field, string Names)
{
    /// <summary>Units that may follow the name, separated by spaces.</summary>
    public string Units { get; init; } = "";

    /// <summary>Whether a file must have this column.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Cells of the template's two patients; null if the template does not have the column.</summary>
    public (object First, object Second)? Examples { get; init; }

    /// <summary>Reads a cell into a patient and returns the resource key of the error, or null; null if the cell is not used.</summary>
    public Func<BatchPatient, string, string?>? Read { get; init; }

    /// <summary>Name of the column in the template, such as <c>heightCm</c>.</summary>
    public string TemplateName => JsonNamingPolicy.CamelCase.ConvertName(Field.ToString());
}

/// <summary>The one list of what columns can mean.</summary>
internal static class BatchFields
{
    /// <summary>All fields, in the order of the template.</summary>
    public static readonly IReadOnlyList<BatchFieldDefinition> All =
    [
        new(BatchField.RowId, "id"),
        new(BatchField.PatientCode, "patientcode code codigo codigopaciente codigodopaciente")
        {
            Examples = ("A-1", "A-2"),
        },
        new(BatchField.AgeYears, "age idade")
        {
            Units = "years emanos anos",
            IsRequired = true,
            Examples = (55, 47),
            Read = (patient, cell) => CellReader.ReadWhole(
                cell, ["years", "year", "anos", "ano", "a", "y"], value => patient.AgeYears = value),
        },
        new(BatchField.AgeDays, "agedays ageindays idadedias idadeemdias")
        {
            Read = (patient, cell) => CellReader.ReadAgeInDays(cell, value => patient.AgeYears = value),
        },
        new(BatchField.Sex, "sex gender sexo genero")
        {
            IsRequired = true,
            Examples = ("female", "male"),
            Read = (patient, cell) => CellReader.ReadSex(cell, value => patient.Sex = value),
        },
        new(BatchField.SexCode, "")
        {
            Read = (patient, cell) => CellReader.ReadSexCode(cell, value => patient.Sex = value),
        },
        new(BatchField.HeightCm, "height altura estatura")
        {
            Units = "cm emcm",
            IsRequired = true,
            Examples = (162, 175),
            Read = (patient, cell) => CellReader.ReadNumber(cell, ["cm"], value => patient.HeightCm = value),
        },
        new(BatchField.WeightKg, "weight peso")
        {
            Units = "kg emkg",
            IsRequired = true,
            Examples = (82.5, 90),
            Read = (patient, cell) => CellReader.ReadNumber(cell, ["kg", "kgs"], value => patient.WeightKg = value),
        },
        new(BatchField.SystolicMmHg, "systolic systolicpressure sbp aphi sistolica pressaosistolica pas")
        {
            Units = "mmhg",
            IsRequired = true,
            Examples = (150, 130),
            Read = (patient, cell) => CellReader.ReadWhole(cell, ["mmHg"], value => patient.SystolicMmHg = value),
        },
        new(BatchField.DiastolicMmHg, "diastolic diastolicpressure dbp aplo diastolica pressaodiastolica pad")
        {
            Units = "mmhg",
            IsRequired = true,
            Examples = (95, 80),
            Read = (patient, cell) => CellReader.ReadWhole(cell, ["mmHg"], value => patient.DiastolicMmHg = value),
        },
        new(BatchField.Cholesterol, "cholesterol colesterol")
        {
            Examples = ("aboveNormal", "normal"),
            Read = (patient, cell) => CellReader.ReadLevel(cell, value => patient.Cholesterol = value),
        },
        new(BatchField.Glucose, "glucose gluc glicose glicemia")
        {
            Examples = ("normal", "notMeasured"),
            Read = (patient, cell) => CellReader.ReadLevel(cell, value => patient.Glucose = value),
        },
        new(BatchField.Smoker, "smoker smokes smoke smoking fumante fuma tabagista tabagismo")
        {
            IsRequired = true,
            Examples = ("no", "yes"),
            Read = (patient, cell) => CellReader.ReadYesOrNo(cell, value => patient.Smoker = value),
        },
        new(BatchField.DrinksAlcohol, "drinksalcohol drinks alcohol alco alcool bebealcool bebe consomealcool etilista")
        {
            IsRequired = true,
            Examples = ("no", "no"),
            Read = (patient, cell) => CellReader.ReadYesOrNo(cell, value => patient.DrinksAlcohol = value),
        },
        new(BatchField.PhysicallyActive,
            "physicallyactive active activity physicalactivity ativo fisicamenteativo atividadefisica praticaatividadefisica")
        {
            IsRequired = true,
            Examples = ("yes", "no"),
            Read = (patient, cell) => CellReader.ReadYesOrNo(cell, value => patient.PhysicallyActive = value),
        },
        new(BatchField.Diagnosis, "cardio"),
    ];

    private static readonly Dictionary<BatchField, BatchFieldDefinition> ByField = All.ToDictionary(definition => definition.Field);

    /// <summary>The columns of the template, in order.</summary>
    public static IEnumerable<BatchFieldDefinition> InTemplate => All.Where(definition => definition.Examples is not null);

    /// <summary>The definition of a field.</summary>
    public static BatchFieldDefinition Find(BatchField field) => ByField[field];
}
