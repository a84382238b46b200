using Cardio.Site.Web.Pages;

namespace Cardio.Site.Features.Settings;

/// <summary>What can be set, and what holds.</summary>
internal sealed class SettingsModel(PresentValues present) : FeaturePage
{
    /// <summary>The settings with what holds, group by group.</summary>
    public IEnumerable<IGrouping<string, (Setting Setting, PresentValue Present)>> Groups { get; private set; } = [];

    public void OnGet() => Groups = AllSettings.All.Select(setting => (setting, present.Of(setting))).GroupBy(row => row.setting.Group);
}
