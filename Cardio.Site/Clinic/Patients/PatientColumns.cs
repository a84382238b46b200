using Cardio.Model.Patients;

namespace Cardio.Site.Clinic.Patients;

/// <summary>The patient's values in a row of the assessment table; query results with more columns derive from it.</summary>
public abstract record PatientColumns
{
    /// <summary>These columns for a SELECT.</summary>
    internal const string SqlList =
        "age_years, sex, height_cm, weight_kg, systolic_mmhg, diastolic_mmhg, "
        + "cholesterol, glucose, smoker, drinks_alcohol, physically_active";

    /// <summary>Age in completed years.</summary>
    public int AgeYears { get; init; }

    /// <summary>Sex.</summary>
    public Sex Sex { get; init; }

    /// <summary>Height in cm.</summary>
    public double HeightCm { get; init; }

    /// <summary>Weight in kg.</summary>
    public double WeightKg { get; init; }

    /// <summary>Systolic blood pressure in mmHg.</summary>
    public int SystolicMmHg { get; init; }

    /// <summary>Diastolic blood pressure in mmHg.</summary>
    public int DiastolicMmHg { get; init; }

    /// <summary>Cholesterol class.</summary>
    public LabLevel Cholesterol { get; init; }

    /// <summary>Glucose class.</summary>
    public LabLevel Glucose { get; init; }

    /// <summary>Whether the patient smokes.</summary>
    public bool Smoker { get; init; }

    /// <summary>Whether the patient drinks alcohol.</summary>
    public bool DrinksAlcohol { get; init; }

    /// <summary>Whether the patient is physically active.</summary>
    public bool PhysicallyActive { get; init; }

    /// <summary>Converts the stored values to the model's input.</summary>
    public PatientFeatures ToFeatures() => new()
    {
        AgeYears = AgeYears,
        Sex = Sex,
        HeightCm = HeightCm,
        WeightKg = WeightKg,
        SystolicMmHg = SystolicMmHg,
        DiastolicMmHg = DiastolicMmHg,
        Cholesterol = Cholesterol,
        Glucose = Glucose,
        Smoker = Smoker,
        DrinksAlcohol = DrinksAlcohol,
        PhysicallyActive = PhysicallyActive,
    };
}
