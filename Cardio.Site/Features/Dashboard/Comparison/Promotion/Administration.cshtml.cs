using Cardio.Model.Serving;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Dashboard.Comparison.Promotion;

/// <summary>What was just done with a model.</summary>
internal enum ModelAction
{
    /// <summary>It answers from now on.</summary>
    Promoted,

    /// <summary>It scores in the shadow from now on.</summary>
    Challenged,

    /// <summary>Nothing scores in the shadow any more.</summary>
    Cleared,
}

/// <summary>The trained models: which answers, which scores in the shadow, and who decided so.</summary>
internal sealed class AdministrationModel(
    ServedModel served, ModelCatalogue catalogue, ModelChoices choices, ModelReader reader, PeriodStore periods, ShadowStore shadow,
    TimeProvider time, IStringLocalizer<ComparisonText> words) : FeaturePage
{
    /// <summary>The hash of the model that shall score in the shadow; empty for none.</summary>
    [BindProperty]
    public string? Challenger { get; set; }

    /// <summary>What was just done, or null.</summary>
    [BindProperty(SupportsGet = true)]
    public ModelAction? Saved { get; set; }

    /// <summary>The model that answers, or null where there is none.</summary>
    public RiskModel? Live { get; private set; }

    /// <summary>Whether this process lacks the model that was promoted.</summary>
    public bool LacksPromoted { get; private set; }

    /// <summary>Every model, the built-in one first.</summary>
    public IReadOnlyList<(TrainedArtifact Artifact, ArtifactState State)> Artifacts { get; private set; } = [];

    /// <summary>The choice of the challenger that holds, or null where there is none.</summary>
    public ModelChoice? ChallengerChoice { get; private set; }

    /// <summary>How many assessments the challenger scored.</summary>
    public int Scored { get; private set; }

    /// <summary>Which model answered when, the newest first.</summary>
    public IReadOnlyList<ModelPeriod> Periods { get; private set; } = [];

    /// <summary>The model that answered before the one that answers, where it can be gone back to.</summary>
    public RiskModel? Previous { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear(); // a mangled word of success says nothing
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
        await reader.RefreshAsync(cancellationToken); // here at once; every other process follows within a second
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
