namespace Cardio.Model.Patients;

/// <summary>Sex, as the training data records it.</summary>
// Stored explanations hold the numbers.
public enum Sex
{
    /// <summary>Female.</summary>
    Female = 0,

    /// <summary>Male.</summary>
    Male = 1,
}

/// <summary>A laboratory value in the three classes that the training data knows, or none at all.</summary>
// Stored explanations hold the numbers.
public enum LabLevel
{
    /// <summary>The laboratory value is not known.</summary>
    NotMeasured = 0,

    /// <summary>Within the laboratory's normal range.</summary>
    Normal = 1,

    /// <summary>Above the normal range.</summary>
    AboveNormal = 2,

    /// <summary>Well above the normal range.</summary>
    WellAboveNormal = 3,
}

/// <summary>
/// One patient as the model sees them. The only feature type: training, the site, the API and batches all use it, so that a
/// unit cannot differ between training and serving.
/// </summary>
public readonly record struct PatientFeatures
{
    /// <summary>Age in completed years.</summary>
    public required int AgeYears { get; init; }

    /// <summary>Sex, or null where it is not known.</summary>
    public Sex? Sex { get; init; }

    /// <summary>Height in centimetres, or null where it is not known.</summary>
    public double? HeightCm { get; init; }

    /// <summary>Weight in kilograms.</summary>
    public required double WeightKg { get; init; }

    /// <summary>Systolic blood pressure in mmHg.</summary>
    public required int SystolicMmHg { get; init; }

    /// <summary>Diastolic blood pressure in mmHg.</summary>
    public required int DiastolicMmHg { get; init; }

    /// <summary>Cholesterol class.</summary>
    public LabLevel Cholesterol { get; init; }

    /// <summary>Glucose class.</summary>
    public LabLevel Glucose { get; init; }

    /// <summary>Whether the patient smokes, or null where it is not known.</summary>
    public bool? Smoker { get; init; }

    /// <summary>Whether the patient drinks alcohol, or null where it is not known.</summary>
    public bool? DrinksAlcohol { get; init; }

    /// <summary>Whether the patient is physically active, or null where it is not known.</summary>
    public bool? PhysicallyActive { get; init; }

    /// <summary>Body mass index in kg/m², or null where the height is not known.</summary>
    public double? BodyMassIndex => HeightCm is { } cm ? WeightKg / (cm / 100 * (cm / 100)) : null;
}
