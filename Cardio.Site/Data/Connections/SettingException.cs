namespace Cardio.Site.Data.Connections;

/// <summary>A setting is missing or wrong; the message names it and says what to do, and the site does not start.</summary>
public sealed class SettingException(string message) : Exception(message);
