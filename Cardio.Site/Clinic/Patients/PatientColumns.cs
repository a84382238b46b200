using Cardio.Model.Patients;

namespace Cardio.Site.Clinic.Patients;

/// <summary>The columns of an assessment that the model reads, whatever else of the row is asked for.</summary>
public abstract record PatientColumns
{
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

    /// <summary>The stored values as the model sees them.</summary>
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
