namespace Cardio.Site.Features.Assessments.FollowUp;

/// <summary>The doctor's decision on an estimate; stored by name.</summary>
public enum ReviewDecision
{
    /// <summary>The doctor agrees with the estimate.</summary>
    Agree,

    /// <summary>The doctor disagrees with the estimate.</summary>
    Disagree,

    /// <summary>The estimate played no part in the decision.</summary>
    NotUsed,
}

/// <summary>A doctor's decision recorded for an assessment. A change adds a new entry.</summary>
public sealed record Review
{
    /// <summary>Identifier; sorts by time of entry.</summary>
    public Guid Id { get; init; }

    /// <summary>The assessment.</summary>
    public Guid AssessmentId { get; init; }

    /// <summary>The doctor's account.</summary>
    public Guid DoctorId { get; init; }

    /// <summary>When it was entered, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The decision.</summary>
    public ReviewDecision Decision { get; init; }

    /// <summary>The reason, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether the patient was informed that a model was used.</summary>
    public bool PatientTold { get; init; }

    /// <summary>The current display name of the doctor's account.</summary>
    public string DoctorName { get; init; } = "";
}

/// <summary>What <c>_Review</c> shows: the current decision, the earlier entries and the form.</summary>
/// <param name="AssessmentId">The assessment.</param>
/// <param name="Rows">All entries, newest first; the first is the current one.</param>
/// <param name="Input">The values in the form.</param>
public sealed record ReviewView(Guid AssessmentId, IReadOnlyList<Review> Rows, ReviewInput Input)
{
    /// <summary>The current decision, or null if none is recorded.</summary>
    public Review? Current => Rows.Count == 0 ? null : Rows[0];

    /// <summary>Whether this request stored it.</summary>
    public bool IsSaved { get; init; }

    /// <summary>Whether to show the form although a decision is recorded.</summary>
    public bool IsOpen { get; init; }
}
