using Cardio.Site.Clinic.Settings;

namespace Cardio.Site.Features.Settings;

/// <summary>Source of the value of a setting.</summary>
public enum SettingSource
{
    /// <summary>Stored by an administrator.</summary>
    Stored,

    /// <summary>Set in the configuration of the server.</summary>
    Configured,

    /// <summary>Default of the site.</summary>
    BuiltIn,
}

/// <summary>The value of a setting that is in effect.</summary>
/// <param name="Text">The value as stored; empty for none.</param>
/// <param name="Source">Where the value comes from.</param>
internal sealed record CurrentValue(string Text, SettingSource Source);

/// <summary>Reads the values in effect, and the configured values that the stored ones override.</summary>
internal sealed class CurrentValues(IConfiguration configuration, StoredSettings stored)
{
    /// <summary>Returns the value in effect.</summary>
    public CurrentValue Find(Setting setting) =>
        stored.TryGet(setting.Name, out var value) ? new(value ?? "", SettingSource.Stored) : FindConfigured(setting);

    /// <summary>Returns the value that is in effect if none is stored.</summary>
    public CurrentValue FindConfigured(Setting setting)
    {
        foreach (var provider in ((IConfigurationRoot)configuration).Providers.Reverse())
        {
            if (provider != stored && provider.TryGet(setting.Name, out var value) && value is not null)
                return new(value, SettingSource.Configured);
        }
        return new(setting.BuiltIn, SettingSource.BuiltIn);
    }
}
