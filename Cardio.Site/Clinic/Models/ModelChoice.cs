namespace Cardio.Site.Clinic.Models;

/// <summary>What a model does.</summary>
internal enum ModelRole
{
    /// <summary>It answers.</summary>
    Live,

    /// <summary>It scores beside the one that answers, seen by no doctor.</summary>
    Challenger,
}

/// <summary>One choice of a model for a role, by an administrator.</summary>
internal sealed record ModelChoice
{
    /// <summary>Its place among all choices.</summary>
    public long Sequence { get; init; }

    /// <summary>The role.</summary>
    public ModelRole Role { get; init; }

    /// <summary>The model's hash; empty where the challenger was taken away.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Its version, or empty.</summary>
    public string Version { get; init; } = "";

    /// <summary>The hash of the model that had the role before, or empty.</summary>
    public string PreviousSha256 { get; init; } = "";

    /// <summary>Why, as the administrator put it.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The administrator.</summary>
    public Guid AccountId { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The administrator's name as the account has it now.</summary>
    public string DisplayName { get; init; } = "";
}
