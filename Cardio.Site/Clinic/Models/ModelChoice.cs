namespace Cardio.Site.Clinic.Models;

/// <summary>The role of a model.</summary>
internal enum ModelRole
{
    /// <summary>Makes the assessments.</summary>
    Live,

    /// <summary>Scores the same patients for comparison; doctors do not see it.</summary>
    Challenger,
}

/// <summary>An administrator's choice of a model for a role.</summary>
internal sealed record ModelChoice
{
    /// <summary>Position among all choices, from 1.</summary>
    public long Sequence { get; init; }

    /// <summary>The role to fill.</summary>
    public ModelRole Role { get; init; }

    /// <summary>SHA-256 of the model; empty if the challenger was removed.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Version of the model, or empty.</summary>
    public string Version { get; init; } = "";

    /// <summary>SHA-256 of the previous model in the role, or empty.</summary>
    public string PreviousSha256 { get; init; } = "";

    /// <summary>The administrator's reason.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The administrator's account.</summary>
    public Guid AccountId { get; init; }

    /// <summary>Time of the choice, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The administrator's current name.</summary>
    public string DisplayName { get; init; } = "";
}
