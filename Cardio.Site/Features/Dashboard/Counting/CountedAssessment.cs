using Cardio.Site.Clinic.Patients;

namespace Cardio.Site.Features.Dashboard.Counting;

/// <summary>The columns of a stored assessment, and of its current outcome, that are counted; no patient code and no name.</summary>
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

    /// <summary>"present", "absent", or null without a confirmed diagnosis.</summary>
    public string? Diagnosis { get; init; }

    /// <summary>Whether the disease is confirmed; null without a confirmed diagnosis.</summary>
    public bool? HasDisease => Diagnosis is null ? null : Diagnosis == "present";
}
