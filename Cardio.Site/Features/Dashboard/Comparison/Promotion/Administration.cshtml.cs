using Cardio.Model.Serving;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Dashboard.Comparison.Promotion;

/// <summary>The last action on a model.</summary>
internal enum ModelAction
{
    /// <summary>The model is in use now.</summary>
    Promoted,

    /// <summary>The model is the challenger now.</summary>
    Challenged,

    /// <summary>There is no challenger now.</summary>
    Cleared,
}

/// <summary>Lists the trained models with their state, and who chose them.</summary>
internal sealed class AdministrationModel(
    ServedModel served, ModelCatalogue catalogue, ModelChoices choices, ModelReader reader, PeriodStore periods, ShadowStore shadow,
    TimeProvider time, IStringLocalizer<ComparisonText> words) : FeaturePage
{
    /// <summary>Hash of the model to make the challenger; empty for none.</summary>
    [BindProperty]
    public string? Challenger { get; set; }

    /// <summary>The last action, or null.</summary>
    [BindProperty(SupportsGet = true)]
    public ModelAction? Saved { get; set; }

    /// <summary>The live model, or null if there is none.</summary>
    public RiskModel? Live { get; private set; }

    /// <summary>Whether this process lacks the promoted model.</summary>
    public bool LacksPromoted { get; private set; }

    /// <summary>All models, the built-in one first.</summary>
    public IReadOnlyList<(TrainedArtifact Artifact, ArtifactState State)> Artifacts { get; private set; } = [];

    /// <summary>The current choice of the challenger, or null if there is none.</summary>
    public ModelChoice? ChallengerChoice { get; private set; }

    /// <summary>Number of assessments that the challenger has scored.</summary>
    public int Scored { get; private set; }

    /// <summary>The models in use over time, newest first.</summary>
    public IReadOnlyList<ModelPeriod> Periods { get; private set; } = [];

    /// <summary>The previously live model, if a rollback is possible.</summary>
    public RiskModel? Previous { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear(); // ignores an unknown value
        await LoadAsync(cancellationToken);
        return PageOr("_Models");
    }

    public async Task<IActionResult> OnPostChallengerAsync(CancellationToken cancellationToken)
    {
        var wanted = string.IsNullOrEmpty(Challenger) ? null : Challenger;
        var model = wanted is null ? null : served.Find(wanted);
        if (wanted is not null && (model is null || wanted == served.Current?.Sha256))
            return await RefuseAsync("NoChallenger", cancellationToken);
        await choices.ChallengeAsync(model, User.AccountId(), cancellationToken);
        await reader.RefreshAsync(cancellationToken); // applies immediately here; other processes follow within a second
        await LoadAsync(cancellationToken);
        Saved = model is null ? ModelAction.Cleared : ModelAction.Challenged;
        return Done("_Models", this, "Administration", new { saved = Saved });
    }

    private async Task<IActionResult> RefuseAsync(string key, CancellationToken cancellationToken)
    {
        ModelState.AddModelError("models", words[key]);
        await LoadAsync(cancellationToken);
        return Invalid("_Models");
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        (Live, LacksPromoted) = (served.Current, served.LacksPromoted);
        Artifacts = [.. catalogue.Scan().Select(artifact => (artifact, StateOf(artifact)))];
        var history = await choices.HistoryAsync(ModelRole.Challenger, cancellationToken);
        ChallengerChoice = history is [{ Sha256.Length: > 0 } choice, ..] ? choice : null;
        Scored = ChallengerChoice is { } held ? await shadow.CountAsync(held.Sha256, held.CreatedAt, cancellationToken) : 0;
        Periods = await periods.AllAsync(DateTimeOffset.UnixEpoch, time.GetUtcNow().AddDays(1), cancellationToken);
        Previous = Periods.Count > 1 && Periods[0].Choice is { } newest ? served.Find(newest.PreviousSha256) : null;
    }

    private ArtifactState StateOf(TrainedArtifact artifact) =>
        artifact.Model is not { } model ? ArtifactState.Refused
        : model.Sha256 == Live?.Sha256 ? ArtifactState.Live
        : model.Sha256 == served.Challenger?.Model.Sha256 ? ArtifactState.Challenger
        : ArtifactState.Available;
}
