namespace Cardio.Site.Clinic.Settings;

/// <summary>A setting that may be stored. Whatever else stands in the table, or does not fit, is left aside: no row can stop the site.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Fits">Whether a stored text is a value of it.</param>
internal sealed record StoredSettingRule(string Name, Func<string, bool> Fits);
