using Cardio.Site.Clinic.Patients;
using Cardio.Site.Data.Writing;

namespace Cardio.Site.Features.Assessments.FollowUp;

/// <summary>A confirmed diagnosis recorded for an assessment. A correction adds a new entry.</summary>
public sealed record Outcome
{
    /// <summary>Identifier; sorts by time of entry.</summary>
    public Guid Id { get; init; }

    /// <summary>The assessment.</summary>
    public Guid AssessmentId { get; init; }

    /// <summary>The doctor's account.</summary>
    public Guid DoctorId { get; init; }

    /// <summary>When it was entered, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether the disease was found.</summary>
    public Diagnosis Diagnosis { get; init; }

    /// <summary>How it was confirmed.</summary>
    public string Method { get; init; } = "";

    /// <summary>Date of the diagnosis in the clinic's time zone.</summary>
    public DateOnly DiagnosedOn { get; init; }

    /// <summary>The current display name of the doctor's account.</summary>
    public string DoctorName { get; init; } = "";

    /// <summary>
    /// Creates an entry from valid input. Its identifier sorts after <paramref name="previous"/>, so that it becomes the
    /// current one.
    /// </summary>
    internal static Outcome FromInput(OutcomeInput input, Guid assessmentId, Guid doctorId, DateTimeOffset now, Guid? previous) => new()
    {
        Id = SequentialGuid.After(previous, now),
        AssessmentId = assessmentId,
        DoctorId = doctorId,
        CreatedAt = now,
        Diagnosis = input.Diagnosis!.Value,
        Method = input.Method!,
        DiagnosedOn = input.DiagnosedOn!.Value,
    };
}

/// <summary>What <c>_Outcome</c> shows: the current outcome, the earlier entries and the form.</summary>
/// <param name="AssessmentId">The assessment.</param>
/// <param name="Rows">All entries, newest first; the first is the current one.</param>
/// <param name="Input">The values in the form.</param>
public sealed record OutcomeView(Guid AssessmentId, IReadOnlyList<Outcome> Rows, OutcomeInput Input)
{
    /// <summary>The current outcome, or null if none is recorded.</summary>
    public Outcome? Current => Rows.Count == 0 ? null : Rows[0];

    /// <summary>Whether this request stored it.</summary>
    public bool IsSaved { get; init; }

    /// <summary>Whether to show the form although an outcome is recorded.</summary>
    public bool IsOpen { get; init; }
}
