using Cardio.Model;

namespace Cardio.Site.Features.Dashboard.Counting;

/// <summary>What the counts take from a stored assessment and from the outcome that holds; no code, no name.</summary>
internal sealed record CountedAssessment
{
    public Guid DoctorId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? OpenedAt { get; init; }

    public string Source { get; init; } = "";

    public bool IsDemo { get; init; }

    public string ModelVersion { get; init; } = "";

    public int AgeYears { get; init; }

    public Sex Sex { get; init; }

    public double HeightCm { get; init; }

    public double WeightKg { get; init; }

    public int SystolicMmHg { get; init; }

    public int DiastolicMmHg { get; init; }

    public LabLevel Cholesterol { get; init; }

    public LabLevel Glucose { get; init; }

    public bool Smoker { get; init; }

    public bool DrinksAlcohol { get; init; }

    public bool PhysicallyActive { get; init; }

    public double Probability { get; init; }

    public double DecisionThreshold { get; init; }

    public double? DoctorEstimate { get; init; }

    /// <summary>"present", "absent", or null where nothing is confirmed.</summary>
    public string? Diagnosis { get; init; }

    /// <summary>The patient as the model sees them.</summary>
    public PatientFeatures Features => new()
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
