using Cardio.Site.Clinic.Models;

namespace Cardio.Site.Features.Dashboard.Comparison.Promotion;

/// <summary>The trained models and their history.</summary>
internal sealed record ModelOverview
{
    /// <summary>All models, the built-in one first.</summary>
    public IReadOnlyList<TrainedArtifact> Artifacts { get; init; } = [];

    /// <summary>The current choice of the challenger, or null if there is none.</summary>
    public ModelChoice? Challenger { get; init; }

    /// <summary>Number of assessments that the challenger has scored.</summary>
    public int Scored { get; init; }

    /// <summary>The models in use over time, newest first.</summary>
    public IReadOnlyList<ModelPeriod> Periods { get; init; } = [];
}

/// <summary>Reads the overview of the models.</summary>
internal sealed class ModelOverviewReader(
    ModelCatalogue catalogue, ModelChoices choices, PeriodStore periods, ShadowStore shadow, TimeProvider time)
{
    /// <summary>Reads the overview.</summary>
    public async Task<ModelOverview> ReadAsync(CancellationToken cancellationToken)
    {
        var history = await choices.HistoryAsync(ModelRole.Challenger, cancellationToken);
        var challenger = history is [{ Sha256.Length: > 0 } choice, ..] ? choice : null;
        return new()
        {
            Artifacts = catalogue.Scan(),
            Challenger = challenger,
            Scored = challenger is { } held ? await shadow.CountAsync(held.Sha256, held.CreatedAt, cancellationToken) : 0,
            Periods = await periods.AllAsync(DateTimeOffset.UnixEpoch, time.GetUtcNow().AddDays(1), cancellationToken),
        };
    }
}
