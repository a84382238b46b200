namespace Cardio.Site.Features.Settings;

/// <summary>A setting that administrators can change.</summary>
/// <param name="Slug">Name in addresses and resource keys.</param>
/// <param name="Name">Configuration key.</param>
/// <param name="Group">Section of the page.</param>
/// <param name="Value">Type and range of the value.</param>
/// <param name="BuiltIn">Default value as stored; empty for none.</param>
internal sealed record Setting(string Slug, string Name, string Group, SettingValue Value, string BuiltIn)
{
    /// <summary>Whether a stored text is a valid value.</summary>
    public bool Fits(string stored) => Value.Fits(stored);
}
