using System.Data.Common;
using Cardio.Site.Data.Audit;
using Cardio.Site.Data.Models;
using Cardio.Site.Data.Settings;
using Npgsql;

namespace Cardio.Site.Data;

internal static class DatabaseRegistration
{
    /// <summary>Adds the <see cref="DbDataSource"/> that every store injects, the <see cref="Migrator"/>, the site's secret with what is sealed by it, the audit trail, the stored settings, and the model that answers.</summary>
    public static void AddDatabase(this WebApplicationBuilder builder)
    {
        DapperSetup.Apply();
        builder.Services.AddSingleton(services => DatabaseOptions.From(
            services.GetRequiredService<IConfiguration>(), builder.Environment.ContentRootPath));
        builder.Services.AddSingleton(services => Source(services.GetRequiredService<DatabaseOptions>()));
        builder.Services.AddHostedService<WriteAheadLog>();
        builder.Services.AddSettings<StorageOptions>("Database");
        builder.Services.AddSingleton<EphemeralDisk>();
        builder.Services.AddSingleton<Migrator>();
        builder.Services.AddSingleton<SiteSecret>();
        builder.Services.AddSingleton<SecretCheck>();
        builder.Services.AddSingleton<DatabasePreparation>();
        builder.Services.AddSingleton<AuditTrail>();
        builder.Services.AddSingleton<IdempotentRequests>();
        builder.Services.AddSingleton<AuditVerification>();
        builder.Services.AddHostedService<AuditHeadLog>();
        var settings = new StoredSettings();
        builder.Configuration.Sources.Add(settings);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<SettingsReader>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SettingsReader>());
        builder.Services.AddModels();
        KeyRing.AddTo(builder.Services);
        builder.AddHealth();
    }

    public static DbDataSource Source(DatabaseOptions options) => options.Engine == DatabaseEngine.Sqlite
        ? new SqliteSource(options.ConnectionString)
        : NpgsqlDataSource.Create(options.ConnectionString);
}
