namespace Cardio.Site.Features.Settings;

/// <summary>Marks the texts of <c>SettingsText.resx</c>.</summary>
public sealed class SettingsText;
