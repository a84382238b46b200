using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Settings;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Settings;

/// <summary>One setting: what holds, the form, and who changed what and when.</summary>
internal sealed partial class SettingDetailsModel(
    SettingStore store, RetentionChanges retention, PresentValues present, SettingsReader reader,
    IStringLocalizer<SettingsText> words) : FeaturePage
{
    /// <summary>The fields in the order of the page.</summary>
    public static readonly IReadOnlyList<string> FieldOrder = [nameof(Value), nameof(RepeatedDays), nameof(Reason)];

    /// <summary>What is typed.</summary>
    [BindProperty]
    public string? Value { get; set; }

    /// <summary>Whether it was just stored.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Saved { get; set; }

    /// <summary>The setting.</summary>
    public Setting Setting { get; private set; } = AllSettings.All[0];

    /// <summary>What holds.</summary>
    public PresentValue Present { get; private set; } = new("", SettingSource.BuiltIn);

    /// <summary>What would hold if nothing were stored.</summary>
    public PresentValue Configured { get; private set; } = new("", SettingSource.BuiltIn);

    /// <summary>The changes, the newest first.</summary>
    public IReadOnlyList<SettingEntry> History { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellationToken)
    {
        ModelState.Clear(); // a mangled word of success says nothing
        if (!await FindAsync(slug, cancellationToken)) return NotFound();
        Value = Setting.Value.Typed(Present.Text);
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

    /// <summary>Here it holds from now on; every other process reads it within a second.</summary>
    private async Task<IActionResult> StoreAsync(string? value, CancellationToken cancellationToken)
    {
        if (Setting.Slug != RetentionChanges.Slug) await store.SetAsync(Setting, value, User.AccountId(), cancellationToken);
        else if (await retention.SetAsync(value, User.AccountId(), cancellationToken) == RetentionAnswer.MustBeAsked)
            return await AskAsync(value ?? Configured.Text, cancellationToken);
        Saved = true;
        return await DoneAsync(cancellationToken);
    }

    private async Task<IActionResult> DoneAsync(CancellationToken cancellationToken)
    {
        await reader.RefreshAsync(cancellationToken);
        await FindAsync(Setting.Slug, cancellationToken);
        ModelState.Clear(); // the form shows what is stored
        Value = Setting.Value.Typed(Present.Text);
        return Done("_Setting", this, "Details", new { slug = Setting.Slug, saved = Saved ? "True" : null, asked = Asked ? "True" : null });
    }

    private async Task<bool> FindAsync(string slug, CancellationToken cancellationToken)
    {
        if (AllSettings.Find(slug) is not { } found) return false;
        Setting = found;
        Present = present.Of(found);
        Configured = present.Configured(found);
        History = await store.HistoryAsync(found.Name, cancellationToken);
        Retention = slug == RetentionChanges.Slug ? await retention.StateAsync(cancellationToken) : null;
        return true;
    }
}
