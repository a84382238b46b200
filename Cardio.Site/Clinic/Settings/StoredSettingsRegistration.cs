namespace Cardio.Site.Clinic.Settings;

internal static class StoredSettingsRegistration
{
    /// <summary>Adds the settings that administrators store; they override the configuration.</summary>
    public static void AddStoredSettings(this WebApplicationBuilder builder)
    {
        var settings = new StoredSettings();
        builder.Configuration.Sources.Add(settings);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<SettingsReader>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SettingsReader>());
    }
}
