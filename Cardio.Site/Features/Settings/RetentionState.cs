namespace Cardio.Site.Features.Settings;

/// <summary>The retention in force, and the change that waits for its time.</summary>
internal sealed record RetentionState
{
    /// <summary>Days in force, or null where assessments are kept for good.</summary>
    public int? Days { get; init; }

    /// <summary>Identifies the pending change, or null.</summary>
    public Guid? PendingId { get; init; }

    /// <summary>Its days.</summary>
    public int PendingDays { get; init; }

    /// <summary>Who asked for it, or null where the configuration does.</summary>
    public Guid? PendingAccountId { get; init; }

    /// <summary>Name of who asked for it.</summary>
    public string? PendingName { get; init; }

    /// <summary>Why, or null.</summary>
    public string? PendingReason { get; init; }

    /// <summary>Assessments that it would have deleted when it was asked for.</summary>
    public int PendingOld { get; init; }

    /// <summary>Assessments that were stored then.</summary>
    public int PendingAll { get; init; }

    /// <summary>When it was asked for, UTC.</summary>
    public DateTimeOffset PendingSince { get; init; }

    /// <summary>When it takes effect, UTC.</summary>
    public DateTimeOffset PendingUntil { get; init; }
}

/// <summary>How a change of the retention ended.</summary>
internal enum RetentionAnswer
{
    /// <summary>It is in force.</summary>
    Stored,

    /// <summary>It would delete, so it must be asked for.</summary>
    MustBeAsked,

    /// <summary>It is pending.</summary>
    Pending,

    /// <summary>The retention or the pending change is another one by now.</summary>
    ChangedMeanwhile,
}
