namespace Cardio.Site.Features.Assessments.FollowUp;

/// <summary>What the doctor made of an estimate.</summary>
public enum ReviewDecision
{
    /// <summary>The doctor agrees with it.</summary>
    Agree,

    /// <summary>The doctor disagrees with it.</summary>
    Disagree,

    /// <summary>It played no part.</summary>
    NotUsed,
}

/// <summary>The doctor's word on an assessment, as it was given at one time.</summary>
public sealed record Review
{
    /// <summary>Identifier, in the order of time.</summary>
    public Guid Id { get; init; }

    /// <summary>The assessment.</summary>
    public Guid AssessmentId { get; init; }

    /// <summary>The doctor's account.</summary>
    public Guid DoctorId { get; init; }

    /// <summary>When it was given, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>What the doctor made of the estimate.</summary>
    public ReviewDecision Decision { get; init; }

    /// <summary>Why, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether the patient was told that a model was used.</summary>
    public bool PatientTold { get; init; }

    /// <summary>The doctor's name as the account has it now.</summary>
    public string DoctorName { get; init; } = "";
}

/// <summary>The decision on one assessment as <c>_Review</c> shows it: what holds, what held before, and the form.</summary>
/// <param name="AssessmentId">The assessment.</param>
/// <param name="Rows">Newest first; the first one holds.</param>
/// <param name="Input">What stands in the form.</param>
public sealed record ReviewView(Guid AssessmentId, IReadOnlyList<Review> Rows, ReviewInput Input)
{
    /// <summary>The decision that holds, or null where there is none yet.</summary>
    public Review? Current => Rows.Count == 0 ? null : Rows[0];

    /// <summary>Whether it was stored just now.</summary>
    public bool IsSaved { get; init; }

    /// <summary>Whether the form stands open although there is a decision.</summary>
    public bool IsOpen { get; init; }
}
