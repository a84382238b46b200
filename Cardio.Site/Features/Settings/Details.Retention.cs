using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic.Patients;
using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Features.Settings;

/// <summary>A retention that deletes is asked for: with what it deletes in view, its days typed twice, and a reason.</summary>
internal sealed partial class SettingDetailsModel
{
    /// <summary>Whether the days were shown with what they delete.</summary>
    [BindProperty]
    public bool IsAsking { get; set; }

    /// <summary>The days again.</summary>
    [BindProperty]
    [Display(Name = "RepeatedDays")]
    public string? RepeatedDays { get; set; }

    /// <summary>Why.</summary>
    [BindProperty]
    [Display(Name = "Reason")]
    public string? Reason { get; set => field = TypedText.Clean(value); }

    /// <summary>The pending change that is to be undone.</summary>
    [BindProperty]
    public Guid? PendingId { get; set; }

    /// <summary>Whether a change was just asked for.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Asked { get; set; }

    /// <summary>The retention with what is pending; null for another setting.</summary>
    public RetentionState? Retention { get; private set; }

    /// <summary>What the days would delete; null where nothing is asked.</summary>
    public AgedAssessments? Aged { get; private set; }

    public async Task<IActionResult> OnPostUndoAsync(string slug, CancellationToken cancellationToken)
    {
        if (slug != RetentionChanges.Slug || !await FindAsync(slug, cancellationToken)) return NotFound();
        if (PendingId is { } id && await retention.UndoAsync(id, User.AccountId(), cancellationToken) == RetentionAnswer.Stored)
        {
            Saved = true;
            return await DoneAsync(cancellationToken);
        }
        return await ChangedMeanwhileAsync(cancellationToken);
    }

    private async Task<IActionResult> AskAsync(string value, CancellationToken cancellationToken)
    {
        var days = int.Parse(value, CultureInfo.InvariantCulture);
        Aged = await retention.CountAsync(days, cancellationToken);
        if (!IsAsking)
        {
            ModelState.Clear();
            Value = Setting.Value.Typed(value);
            return PageOr("_Setting");
        }
        if (Setting.Value.Read(RepeatedDays) != value) ModelState.AddModelError(nameof(RepeatedDays), words["RepeatTheDays", days]);
        if (Reason is null) ModelState.AddModelError(nameof(Reason), words["EnterReason"]);
        else if (Reason.Length > RetentionChanges.ReasonLength) ModelState.AddModelError(nameof(Reason), words["ReasonTooLong"]);
        if (!ModelState.IsValid) return Invalid("_Setting");
        if (await retention.AskAsync(days, Reason!, User.AccountId(), cancellationToken) != RetentionAnswer.Pending)
            return await ChangedMeanwhileAsync(cancellationToken);
        (Asked, Aged) = (true, null);
        return await DoneAsync(cancellationToken);
    }

    private async Task<IActionResult> ChangedMeanwhileAsync(CancellationToken cancellationToken)
    {
        await reader.RefreshAsync(cancellationToken);
        await FindAsync(Setting.Slug, cancellationToken);
        ModelState.Clear();
        (Value, Aged) = (Setting.Value.Typed(Present.Text), null);
        ModelState.AddModelError(nameof(Value), words["ChangedMeanwhile"]);
        return Invalid("_Setting");
    }
}
