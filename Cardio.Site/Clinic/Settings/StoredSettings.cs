namespace Cardio.Site.Clinic.Settings;

/// <summary>The settings that administrators store. They override the configuration, and take effect without a restart.</summary>
internal sealed class StoredSettings : ConfigurationProvider, IConfigurationSource
{
    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <summary>Replaces all stored settings; a missing or null value falls back to the configuration.</summary>
    public void Replace(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        Data = settings.Where(setting => setting.Value is not null).ToDictionary(StringComparer.OrdinalIgnoreCase);
        OnReload();
    }
}
