using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Settings;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Settings;

/// <summary>Shows and changes one setting, with its history.</summary>
internal sealed partial class SettingDetailsModel(
    SettingStore store,
    RetentionChanges retention,
    CurrentValues current,
    SettingsReader reader,
    IStringLocalizer<SettingsText> words) : FeaturePage
{
    /// <summary>Field names in the order of the form, for the error summary.</summary>
    public static readonly IReadOnlyList<string> FieldOrder = [nameof(Value), nameof(RepeatedDays), nameof(Reason)];

    /// <summary>The value as typed.</summary>
    [BindProperty]
    public string? Value { get; set; }

    /// <summary>Whether the value was just stored.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Saved { get; set; }

    /// <summary>The setting of the address.</summary>
    public Setting Setting { get; private set; } = AllSettings.All[0];

    /// <summary>The value in effect.</summary>
    public CurrentValue Current { get; private set; } = new("", SettingSource.BuiltIn);

    /// <summary>The value that would be in effect if none were stored.</summary>
    public CurrentValue Configured { get; private set; } = new("", SettingSource.BuiltIn);

    /// <summary>The latest changes, the newest first.</summary>
    public IReadOnlyList<SettingEntry> History { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellationToken)
    {
        ModelState.Clear(); // ignore an invalid value of Saved or Asked
        if (!await FindAsync(slug, cancellationToken)) return NotFound();
        Value = Setting.Value.FormatForField(Current.Text);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string slug, CancellationToken cancellationToken)
    {
        if (!await FindAsync(slug, cancellationToken)) return NotFound();
        if (Setting.Value.Read(Value) is { } value) return await StoreAsync(value, cancellationToken);
        ModelState.AddModelError(nameof(Value), Setting.Value.Error(words));
        return Invalid("_Setting");
    }

    public async Task<IActionResult> OnPostResetAsync(string slug, CancellationToken cancellationToken) =>
        await FindAsync(slug, cancellationToken) ? await StoreAsync(null, cancellationToken) : NotFound();

    /// <summary>Stores the value. It takes effect at once in this process, and within a second in others.</summary>
    private async Task<IActionResult> StoreAsync(string? value, CancellationToken cancellationToken)
    {
        if (Setting.Slug != RetentionChanges.Slug) await store.SetAsync(Setting, value, User.AccountId(), cancellationToken);
        else if (await retention.SetAsync(value, User.AccountId(), cancellationToken) == RetentionOutcome.NeedsConfirmation)
            return await ConfirmAsync(value ?? Configured.Text, cancellationToken);
        Saved = true;
        return await DoneAsync(cancellationToken);
    }

    private async Task<IActionResult> DoneAsync(CancellationToken cancellationToken)
    {
        await reader.RefreshAsync(cancellationToken);
        await FindAsync(Setting.Slug, cancellationToken);
        ModelState.Clear(); // show what is stored, not what was typed
        Value = Setting.Value.FormatForField(Current.Text);
        var route = new { slug = Setting.Slug, saved = Saved ? "True" : null, asked = Asked ? "True" : null };
        return Done("_Setting", this, "Details", route);
    }

    private async Task<bool> FindAsync(string slug, CancellationToken cancellationToken)
    {
        if (AllSettings.Find(slug) is not { } found) return false;
        Setting = found;
        Current = current.Find(found);
        Configured = current.FindConfigured(found);
        History = await store.HistoryAsync(found.Name, cancellationToken);
        Retention = slug == RetentionChanges.Slug ? await retention.StateAsync(cancellationToken) : null;
        return true;
    }
}
