namespace Cardio.Site.Data.Connections;

/// <summary>A setting is missing or wrong, so the site does not start. The message names it and says what to do.</summary>
public sealed class SettingException(string message) : Exception(message);
