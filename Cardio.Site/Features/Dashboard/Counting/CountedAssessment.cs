using Cardio.Site.Clinic.Patients;

namespace Cardio.Site.Features.Dashboard.Counting;

/// <summary>What the counts take from a stored assessment and from the outcome that holds; no code, no name.</summary>
internal sealed record CountedAssessment : PatientColumns
{
    public Guid DoctorId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? OpenedAt { get; init; }

    public string Source { get; init; } = "";

    public bool IsDemo { get; init; }

    public string ModelVersion { get; init; } = "";

    public double Probability { get; init; }

    public double DecisionThreshold { get; init; }

    public double? DoctorEstimate { get; init; }

    /// <summary>"present", "absent", or null where nothing is confirmed.</summary>
    public string? Diagnosis { get; init; }
}
