using Cardio.Site.Clinic.Audit;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Clinic.Pricing;
using Cardio.Site.Clinic.Settings;
using Cardio.Site.Data.Connections;

namespace Cardio.Site.Clinic;

internal static class ClinicRegistration
{
    /// <summary>Adds what the features share: the clinic's settings and clock, the audit trail and the models.</summary>
    public static void AddClinic(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSettings<StorageOptions>("Database");
        services.AddSettings<ClinicOptions>("Clinic");
        services.AddSettings<PriceOptions>("Price");
        services.AddSettings<PrivacyOptions>("Privacy");
        services.AddSingleton<ClinicClock>();
        services.AddSingleton<SecretCheck>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<AuditVerification>();
        services.AddHostedService<AuditHeadLog>();
        builder.AddStoredSettings();
        services.AddModels();
    }
}
