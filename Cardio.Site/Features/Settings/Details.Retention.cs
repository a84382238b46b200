using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic.Patients;
using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Features.Settings;

/// <summary>Confirms a shorter retention: shows what it deletes; the user repeats the days and gives a reason.</summary>
internal sealed partial class SettingDetailsModel
{
    /// <summary>Whether the page shows the confirmation form.</summary>
    [BindProperty]
    public bool IsAsking { get; set; }

    /// <summary>The days, typed again to confirm.</summary>
    [BindProperty]
    [Display(Name = "RepeatedDays")]
    public string? RepeatedDays { get; set; }

    /// <summary>Reason for the change.</summary>
    [BindProperty]
    [Display(Name = "Reason")]
    public string? Reason { get; set => field = TypedText.Clean(value); }

    /// <summary>Identifier of the pending change to undo.</summary>
    [BindProperty]
    public Guid? PendingId { get; set; }

    /// <summary>Whether a change was just confirmed.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Asked { get; set; }

    /// <summary>The retention and its pending change; null for other settings.</summary>
    public RetentionState? Retention { get; private set; }

    /// <summary>What the days would delete; null unless the page asks for confirmation.</summary>
    public AgedAssessments? Aged { get; private set; }

    public async Task<IActionResult> OnPostUndoAsync(string slug, CancellationToken cancellationToken)
    {
        if (slug != RetentionChanges.Slug || !await FindAsync(slug, cancellationToken)) return NotFound();
        if (PendingId is { } id && await retention.UndoAsync(id, User.AccountId(), cancellationToken) == RetentionOutcome.Stored)
        {
            Saved = true;
            return await DoneAsync(cancellationToken);
        }
        return await ChangedMeanwhileAsync(cancellationToken);
    }

    private async Task<IActionResult> ConfirmAsync(string value, CancellationToken cancellationToken)
    {
        var days = int.Parse(value, CultureInfo.InvariantCulture);
        Aged = await retention.CountAsync(days, cancellationToken);
        if (!IsAsking)
        {
            ModelState.Clear();
            Value = Setting.Value.FormatForField(value);
            return PageOr("_Setting");
        }
        if (Setting.Value.Read(RepeatedDays) != value) ModelState.AddModelError(nameof(RepeatedDays), words["RepeatTheDays", days]);
        if (Reason is null) ModelState.AddModelError(nameof(Reason), words["EnterReason"]);
        else if (Reason.Length > RetentionChanges.ReasonLength) ModelState.AddModelError(nameof(Reason), words["ReasonTooLong"]);
        if (!ModelState.IsValid) return Invalid("_Setting");
        if (await retention.RequestAsync(days, Reason!, User.AccountId(), cancellationToken) != RetentionOutcome.Pending)
            return await ChangedMeanwhileAsync(cancellationToken);
        (Asked, Aged) = (true, null);
        return await DoneAsync(cancellationToken);
    }

    private async Task<IActionResult> ChangedMeanwhileAsync(CancellationToken cancellationToken)
    {
        await reader.RefreshAsync(cancellationToken);
        await FindAsync(Setting.Slug, cancellationToken);
        ModelState.Clear();
        (Value, Aged) = (Setting.Value.FormatForField(Current.Text), null);
        ModelState.AddModelError(nameof(Value), words["ChangedMeanwhile"]);
        return Invalid("_Setting");
    }
}
