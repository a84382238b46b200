namespace Cardio.Model.Patients;

/// <summary>Sex, as the training data records it.</summary>
// Stored explanations contain these numbers: never renumber.
public enum Sex
{
    /// <summary>Female.</summary>
    Female = 0,

    /// <summary>Male.</summary>
    Male = 1,
}

/// <summary>Class of a laboratory value, as in the training data, or not measured.</summary>
// Stored explanations contain these numbers: never renumber.
public enum LabLevel
{
    /// <summary>The laboratory value is unknown.</summary>
    NotMeasured = 0,

    /// <summary>Within the laboratory's normal range.</summary>
    Normal = 1,

    /// <summary>Above the normal range.</summary>
    AboveNormal = 2,

    /// <summary>Well above the normal range.</summary>
    WellAboveNormal = 3,
}

/// <summary>
/// Inputs of the model for one patient. Training, the site, the API and batches share this type, so units cannot differ between
/// training and serving.
/// </summary>
public readonly record struct PatientFeatures
{
    /// <summary>Age in completed years.</summary>
    public required int AgeYears { get; init; }

    /// <summary>Sex, or null if unknown.</summary>
    public Sex? Sex { get; init; }

    /// <summary>Height in centimetres, or null if unknown.</summary>
    public double? HeightCm { get; init; }

    /// <summary>Weight in kilograms.</summary>
    public required double WeightKg { get; init; }

    /// <summary>Systolic blood pressure in mmHg.</summary>
    public required int SystolicMmHg { get; init; }

    /// <summary>Diastolic blood pressure in mmHg.</summary>
    public required int DiastolicMmHg { get; init; }

    /// <summary>Cholesterol category.</summary>
    public LabLevel Cholesterol { get; init; }

    /// <summary>Glucose category.</summary>
    public LabLevel Glucose { get; init; }

    /// <summary>Whether the patient smokes, or null if unknown.</summary>
    public bool? Smoker { get; init; }

    /// <summary>Whether the patient drinks alcohol, or null if unknown.</summary>
    public bool? DrinksAlcohol { get; init; }

    /// <summary>Whether the patient is physically active, or null if unknown.</summary>
    public bool? PhysicallyActive { get; init; }

    /// <summary>Body mass index in kg/m², or null if the height is unknown.</summary>
    public double? BodyMassIndex => HeightCm is { } cm ? WeightKg / (cm / 100 * (cm / 100)) : null;
}
