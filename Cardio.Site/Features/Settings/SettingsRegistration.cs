using Cardio.Site.Clinic.Settings;

namespace Cardio.Site.Features.Settings;

internal static class SettingsRegistration
{
    /// <summary>Registers the settings that administrators can change.</summary>
    public static void AddSettings(this WebApplicationBuilder builder)
    {
        foreach (var setting in AllSettings.All) builder.Services.AddSingleton(new StoredSettingRule(setting.Name, setting.Fits));
        builder.Services.AddSingleton<CurrentValues>();
        builder.Services.AddSingleton<SettingStore>();
        builder.Services.AddSingleton<RetentionChanges>();
        builder.Services.AddHostedService<RetentionFollower>();
    }
}
