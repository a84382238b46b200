namespace Cardio.Site.Features.Privacy;

internal static class PrivacyRegistration
{
    /// <summary>Adds retention, and the answers to a patient's requests.</summary>
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
