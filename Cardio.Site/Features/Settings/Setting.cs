namespace Cardio.Site.Features.Settings;

/// <summary>A setting that administrators can change.</summary>
/// <param name="Slug">Its name in addresses and texts.</param>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Group">Which part of the page it stands in.</param>
/// <param name="Value">What its values are like.</param>
/// <param name="BuiltIn">What holds where nothing is configured, as it is stored; empty for nothing.</param>
internal sealed record Setting(string Slug, string Name, string Group, SettingValue Value, string BuiltIn)
{
    /// <summary>Whether a stored text is a value of it.</summary>
    public bool Fits(string stored) => Value.Fits(stored);
}
