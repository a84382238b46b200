using Cardio.Site.Web.Pages;

namespace Cardio.Site.Features.Settings;

/// <summary>Lists the settings with their current values.</summary>
internal sealed class SettingsModel(CurrentValues current) : FeaturePage
{
    /// <summary>The settings with their current values, by group.</summary>
    public IEnumerable<IGrouping<string, (Setting Setting, CurrentValue Current)>> Groups { get; private set; } = [];

    public void OnGet() =>
        Groups = AllSettings.All.Select(setting => (setting, current.Find(setting))).GroupBy(row => row.setting.Group);
}
