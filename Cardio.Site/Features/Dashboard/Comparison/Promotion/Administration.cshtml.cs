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
    ServedModel served, ModelSwitch models, ModelOverviewReader reader, IStringLocalizer<ComparisonText> words) : FeaturePage
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

    /// <summary>The models and their history.</summary>
    public ModelOverview Overview { get; private set; } = new();

    /// <summary>All models with their state.</summary>
    public IReadOnlyList<(TrainedArtifact Artifact, ArtifactState State)> Artifacts { get; private set; } = [];

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
        await models.ChallengeAsync(model, User.AccountId(), cancellationToken);
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
        Overview = await reader.ReadAsync(cancellationToken);
        Artifacts = [.. Overview.Artifacts.Select(artifact => (artifact, StateOf(artifact)))];
        var periods = Overview.Periods;
        Previous = periods.Count > 1 && periods[0].Choice is { } newest ? served.Find(newest.PreviousSha256) : null;
    }

    private ArtifactState StateOf(TrainedArtifact artifact) =>
        artifact.Model is not { } model ? ArtifactState.Refused
        : model.Sha256 == Live?.Sha256 ? ArtifactState.Live
        : model.Sha256 == served.Challenger?.Model.Sha256 ? ArtifactState.Challenger
        : ArtifactState.Available;
}
