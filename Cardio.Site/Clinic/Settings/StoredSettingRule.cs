namespace Cardio.Site.Clinic.Settings;

/// <summary>A setting that may be stored. Other or invalid rows of the table are ignored, so that no row can stop the site.</summary>
/// <param name="Name">Name in the configuration.</param>
/// <param name="IsValid">Whether a stored text is a valid value.</param>
internal sealed record StoredSettingRule(string Name, Func<string, bool> IsValid);
