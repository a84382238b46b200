using Cardio.Site.Clinic.Settings;

namespace Cardio.Site.Features.Settings;

/// <summary>Where a value comes from.</summary>
public enum SettingSource
{
    /// <summary>An administrator stored it.</summary>
    Stored,

    /// <summary>It is configured where the site is installed.</summary>
    Configured,

    /// <summary>Nobody said anything.</summary>
    BuiltIn,
}

/// <summary>What holds now.</summary>
/// <param name="Text">The value as it is stored; empty for none.</param>
/// <param name="Source">Where it comes from.</param>
internal sealed record PresentValue(string Text, SettingSource Source);

/// <summary>Reads what holds, and what would hold if nothing were stored.</summary>
internal sealed class PresentValues(IConfiguration configuration, StoredSettings stored)
{
    /// <summary>What holds now.</summary>
    public PresentValue Of(Setting setting) =>
        stored.TryGet(setting.Name, out var value) ? new(value ?? "", SettingSource.Stored) : Configured(setting);

    /// <summary>What holds where nothing is stored.</summary>
    public PresentValue Configured(Setting setting)
    {
        foreach (var provider in ((IConfigurationRoot)configuration).Providers.Reverse())
        {
            if (provider != stored && provider.TryGet(setting.Name, out var value) && value is not null) return new(value, SettingSource.Configured);
        }
        return new(setting.BuiltIn, SettingSource.BuiltIn);
    }
}
