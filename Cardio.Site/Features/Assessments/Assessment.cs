using Cardio.Model;

namespace Cardio.Site.Features.Assessments;

/// <summary>One assessment as it was made and shown; nothing of it is computed again later.</summary>
public sealed record Assessment
{
    /// <summary>Identifier, in the order of time.</summary>
    public Guid Id { get; init; }

    /// <summary>The doctor's account.</summary>
    public Guid DoctorId { get; init; }

    /// <summary>Equal for the same values sent twice from the same form.</summary>
    public string RequestKey { get; init; } = "";

    /// <summary>When it was made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Free code of the patient, or null.</summary>
    public string? PatientCode { get; init; }

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

    /// <summary>Probability of disease at the training prevalence, 0 to 1.</summary>
    public double Probability { get; init; }

    /// <summary>What stood behind the probability.</summary>
    public RiskExplanation Explanation { get; init; } = null!;

    /// <summary>Decision threshold that was set, 0 to 1, at the training prevalence.</summary>
    public double DecisionThreshold { get; init; }

    /// <summary>Share of diseased among the patients that the model learned from, 0 to 1.</summary>
    public double TrainingPrevalence { get; init; }

    /// <summary>Share of diseased among the clinic's patients as it was set, 0 to 1, or null.</summary>
    public double? ClinicPrevalence { get; init; }

    /// <summary>Version of the model.</summary>
    public string ModelVersion { get; init; } = "";

    /// <summary>SHA-256 of the model, lower-case hexadecimal.</summary>
    public string ModelSha256 { get; init; } = "";

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

    /// <summary>Whether the probability reaches the threshold.</summary>
    public bool IsAtOrAboveThreshold => Probability >= DecisionThreshold;

    /// <summary>The probability re-based to the clinic's prevalence, or null where that is not set.</summary>
    public double? ClinicProbability =>
        ClinicPrevalence is { } clinic ? Prevalence.Rebase(Probability, TrainingPrevalence, clinic) : null;
}
