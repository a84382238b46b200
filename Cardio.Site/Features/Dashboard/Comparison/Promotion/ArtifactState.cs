namespace Cardio.Site.Features.Dashboard.Comparison.Promotion;

/// <summary>State of a trained model.</summary>
internal enum ArtifactState
{
    /// <summary>In use.</summary>
    Live,

    /// <summary>Scores in shadow mode.</summary>
    Challenger,

    /// <summary>Can be promoted.</summary>
    Available,

    /// <summary>Damaged or not trusted.</summary>
    Refused,
}
