namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>A column of the file.</summary>
/// <param name="Name">Its name as it stands in the first line.</param>
/// <param name="Field">What it means, or null where it means nothing here: its cells are not kept.</param>
/// <param name="Reading">How its numbers were read: <c>days</c>, <c>years</c>, or a coding such as <c>1=female,2=male</c>; null where there is one way.</param>
internal sealed record BatchColumn(string Name, BatchField? Field, string? Reading = null);

/// <summary>What a column can mean.</summary>
internal enum BatchField
{
    /// <summary>A number of the row, given back with the result.</summary>
    RowId,

    /// <summary>Free code of the patient.</summary>
    PatientCode,

    /// <summary>Age in years.</summary>
    AgeYears,

    /// <summary>Age in days, as the public table has it.</summary>
    AgeDays,

    /// <summary>Sex in words.</summary>
    Sex,

    /// <summary>Sex as the public table has it: 1 is female, 2 is male.</summary>
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

    /// <summary>The public table's label, given back and not used.</summary>
    Diagnosis,
}
