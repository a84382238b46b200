namespace Cardio.Site.Features.Privacy;

internal static class PrivacyRegistration
{
    /// <summary>Registers retention, and export and erasure of patient data.</summary>
    public static void AddPrivacy(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Pseudonym>();
        builder.Services.AddSingleton<DeletedDataScrubber>();
        builder.Services.AddSingleton<PatientStore>();
        builder.Services.AddSingleton<PatientKeys>();
        builder.Services.AddHostedService(services => services.GetRequiredService<PatientKeys>());
        builder.Services.AddSingleton<Retention>();
        builder.Services.AddHostedService<RetentionJob>();
    }
}
