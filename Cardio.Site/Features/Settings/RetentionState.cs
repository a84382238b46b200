namespace Cardio.Site.Features.Settings;

/// <summary>The retention in force and the pending change.</summary>
internal sealed record RetentionState
{
    /// <summary>Days in force; null keeps assessments indefinitely.</summary>
    public int? Days { get; init; }

    /// <summary>Identifier of the pending change; null if there is none.</summary>
    public Guid? PendingId { get; init; }

    /// <summary>Days of the pending change.</summary>
    public int PendingDays { get; init; }

    /// <summary>Account that requested the change; null for the configuration.</summary>
    public Guid? PendingAccountId { get; init; }

    /// <summary>Name of the account that requested the change.</summary>
    public string? PendingName { get; init; }

    /// <summary>Reason for the change, or null.</summary>
    public string? PendingReason { get; init; }

    /// <summary>Assessments that the change would have deleted at the time of the request.</summary>
    public int PendingOld { get; init; }

    /// <summary>Assessments stored at the time of the request.</summary>
    public int PendingAll { get; init; }

    /// <summary>Time of the request, UTC.</summary>
    public DateTimeOffset PendingSince { get; init; }

    /// <summary>When the change takes effect, UTC.</summary>
    public DateTimeOffset PendingUntil { get; init; }
}

/// <summary>Outcome of a request to change the retention.</summary>
internal enum RetentionOutcome
{
    /// <summary>The retention is in force.</summary>
    Stored,

    /// <summary>The retention would delete assessments and needs confirmation.</summary>
    NeedsConfirmation,

    /// <summary>The retention is pending.</summary>
    Pending,

    /// <summary>Another request changed the retention or the pending change.</summary>
    ChangedMeanwhile,
}
