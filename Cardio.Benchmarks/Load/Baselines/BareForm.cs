namespace Cardio.Benchmarks.Load.Baselines;

/// <summary>Fields of the patient form of the site.</summary>
public sealed class BareForm
{
    /// <summary>Patient code, optional.</summary>
    public string? PatientCode { get; set; }

    /// <summary>Age in completed years.</summary>
    public int? AgeYears { get; set; }

    /// <summary>Sex: <c>female</c> or <c>male</c>.</summary>
    public string? Sex { get; set; }

    /// <summary>Height in cm.</summary>
    public double? HeightCm { get; set; }

    /// <summary>Weight in kg.</summary>
    public double? WeightKg { get; set; }

    /// <summary>Systolic blood pressure in mmHg.</summary>
    public int? SystolicMmHg { get; set; }

    /// <summary>Diastolic blood pressure in mmHg.</summary>
    public int? DiastolicMmHg { get; set; }

    /// <summary>Cholesterol category.</summary>
    public string? Cholesterol { get; set; }

    /// <summary>Glucose category.</summary>
    public string? Glucose { get; set; }

    /// <summary>Whether the patient smokes.</summary>
    public bool? Smoker { get; set; }

    /// <summary>Whether the patient drinks alcohol.</summary>
    public bool? DrinksAlcohol { get; set; }

    /// <summary>Whether the patient is physically active.</summary>
    public bool? PhysicallyActive { get; set; }
}
