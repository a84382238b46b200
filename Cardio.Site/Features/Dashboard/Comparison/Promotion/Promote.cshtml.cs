using System.ComponentModel.DataAnnotations;
using Cardio.Model.Serving;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Features.Dashboard.Tables;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Dashboard.Comparison.Promotion;

/// <summary>Confirms a promotion: shows how the model would have classified the last patients, and asks for a reason.</summary>
internal sealed class PromoteModel(
    ServedModel served, ModelChoices choices, ModelSwitch models, PromotionPreview preview, IStringLocalizer<ComparisonText> words)
    : FeaturePage
{
    /// <summary>Maximum length of a reason, as in the table.</summary>
    public const int ReasonLength = 500;

    /// <summary>Field names in the order of the form, for the error summary.</summary>
    public static readonly IReadOnlyList<string> FieldOrder = [nameof(Reason)];

    /// <summary>The reason.</summary>
    [BindProperty]
    [Display(Name = "Reason")]
    [Required(ErrorMessage = "EnterReason"), StringLength(ReasonLength, ErrorMessage = "ReasonTooLong")]
    public string? Reason { get; set => field = TypedText.Clean(value); }

    /// <summary>Hash of the live model when the page was opened.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    /// <summary>The model to promote.</summary>
    public RiskModel Candidate { get; private set; } = null!;

    /// <summary>The live model, or null if there is none.</summary>
    public RiskModel? Live { get; private set; }

    /// <summary>Whether it was live just before.</summary>
    public bool IsBack { get; private set; }

    /// <summary>Its results for the last patients, next to the stored ones.</summary>
    public ModelComparison Replay { get; private set; } = new();

    /// <summary>Price, profit and missed patients per examination of both models; null if there is too little data.</summary>
    public Grid? Examination { get; private set; }

    public async Task<IActionResult> OnGetAsync(string sha256, CancellationToken cancellationToken)
    {
        if (!await FindAsync(sha256, cancellationToken)) return NotFound();
        ModelState.Clear();
        Seen = served.PromotedSha256;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string sha256, CancellationToken cancellationToken)
    {
        if (!await FindAsync(sha256, cancellationToken)) return NotFound();
        if (!ModelState.IsValid) return Invalid("_Promote");
        if (!await models.PromoteAsync(Candidate, Seen ?? "", Reason!, User.AccountId(), cancellationToken))
        {
            await FindAsync(sha256, cancellationToken);
            ModelState.Remove(nameof(Seen)); // the form shows the current model
            Seen = served.PromotedSha256;
            ModelState.AddModelError(nameof(Reason), words["ChangedMeanwhile", Live?.Version ?? "–"]);
            return Invalid("_Promote");
        }
        return RedirectToPage("/Dashboard/Comparison/Promotion/Administration", new { saved = ModelAction.Promoted });
    }

    private async Task<bool> FindAsync(string sha256, CancellationToken cancellationToken)
    {
        if (served.Find(sha256) is not { } found) return false;
        (Candidate, Live) = (found, served.Current);
        IsBack = (await choices.NewestAsync(cancellationToken))
            .FirstOrDefault(choice => choice.Role == ModelRole.Live)?.PreviousSha256 == sha256;
        Replay = await preview.CompareAsync(found, cancellationToken);
        Examination = preview.Table(Replay, found);
        return true;
    }
}
