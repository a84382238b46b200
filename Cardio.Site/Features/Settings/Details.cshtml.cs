using Cardio.Site.Data.Settings;
using Cardio.Site.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Settings;

/// <summary>One setting: what holds, the form, and who changed what and when.</summary>
internal sealed class DetailsModel(
    SettingStore store, PresentValues present, SettingsReader reader, IStringLocalizer<SettingsText> words) : FeaturePage
{
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
        await store.SetAsync(Setting, value, User.AccountId(), cancellationToken);
        await reader.RefreshAsync(cancellationToken);
        await FindAsync(Setting.Slug, cancellationToken);
        ModelState.Clear(); // the form shows what is stored
        (Value, Saved) = (Setting.Value.Typed(Present.Text), true);
        return Done("_Setting", this, "Details", new { slug = Setting.Slug, saved = true });
    }

    private async Task<bool> FindAsync(string slug, CancellationToken cancellationToken)
    {
        if (AllSettings.Find(slug) is not { } found) return false;
        Setting = found;
        Present = present.Of(found);
        Configured = present.Configured(found);
        History = await store.HistoryAsync(found.Name, cancellationToken);
        return true;
    }
}
