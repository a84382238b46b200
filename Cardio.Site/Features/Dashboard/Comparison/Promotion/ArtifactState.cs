namespace Cardio.Site.Features.Dashboard.Comparison.Promotion;

/// <summary>What a trained model does now.</summary>
internal enum ArtifactState
{
    /// <summary>It answers.</summary>
    Live,

    /// <summary>It scores in the shadow.</summary>
    Challenger,

    /// <summary>It could be promoted.</summary>
    Available,

    /// <summary>It is damaged, or not trusted.</summary>
    Refused,
}
