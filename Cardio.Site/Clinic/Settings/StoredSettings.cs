namespace Cardio.Site.Clinic.Settings;

/// <summary>Settings that administrators made, in front of the configured ones; options that are bound to them follow without a restart.</summary>
internal sealed class StoredSettings : ConfigurationProvider, IConfigurationSource
{
    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <summary>Puts these settings in place of those before; a name that is missing, or null, falls back to the configuration.</summary>
    public void Replace(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        Data = settings.Where(setting => setting.Value is not null).ToDictionary(StringComparer.OrdinalIgnoreCase);
        OnReload();
    }
}
