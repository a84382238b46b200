using Cardio.Site.Data.Writing;

namespace Cardio.Site.Features.Assessments.FollowUp;

/// <summary>Whether the disease was found.</summary>
public enum Diagnosis
{
    /// <summary>The patient has it.</summary>
    Present,

    /// <summary>The patient does not have it.</summary>
    Absent,
}

/// <summary>The confirmed diagnosis behind an assessment, as it was entered at one time.</summary>
public sealed record Outcome
{
    /// <summary>Identifier, in the order of time.</summary>
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

    /// <summary>The day of the diagnosis in the clinic.</summary>
    public DateOnly DiagnosedOn { get; init; }

    /// <summary>The doctor's name as the account has it now.</summary>
    public string DoctorName { get; init; } = "";

    /// <summary>The outcome that a valid input tells of, and that holds from now on instead of the one before.</summary>
    internal static Outcome FromInput(OutcomeInput input, Guid assessmentId, Guid doctorId, DateTimeOffset now, Guid? before) => new()
    {
        Id = SequentialGuid.After(before, now),
        AssessmentId = assessmentId,
        DoctorId = doctorId,
        CreatedAt = now,
        Diagnosis = input.Diagnosis!.Value,
        Method = input.Method!,
        DiagnosedOn = input.DiagnosedOn!.Value,
    };
}

/// <summary>The outcome of one assessment as <c>_Outcome</c> shows it: what holds, what held before, and the form.</summary>
/// <param name="AssessmentId">The assessment.</param>
/// <param name="Rows">Newest first; the first one holds.</param>
/// <param name="Input">What stands in the form.</param>
public sealed record OutcomeView(Guid AssessmentId, IReadOnlyList<Outcome> Rows, OutcomeInput Input)
{
    /// <summary>The outcome that holds, or null where there is none yet.</summary>
    public Outcome? Current => Rows.Count == 0 ? null : Rows[0];

    /// <summary>Whether it was stored just now.</summary>
    public bool IsSaved { get; init; }

    /// <summary>Whether the form stands open although there is an outcome.</summary>
    public bool IsOpen { get; init; }
}
