using System.Data.Common;
using Cardio.Site.Data.Migrations;
using Cardio.Site.Data.Secrets;
using Cardio.Site.Data.Writing;
using Npgsql;

namespace Cardio.Site.Data.Connections;

internal static class DatabaseRegistration
{
    /// <summary>
    /// Adds the <see cref="DbDataSource"/> that every store injects, the <see cref="Migrator"/>, the site's secret and the keys encrypted
    /// with it, and the idempotent requests.
    /// </summary>
    public static void AddDatabase(this WebApplicationBuilder builder)
    {
        DapperSetup.Apply();
        builder.Services.AddSingleton(services => DatabaseOptions.From(
            services.GetRequiredService<IConfiguration>(), builder.Environment.ContentRootPath));
        builder.Services.AddSingleton(services => Source(services.GetRequiredService<DatabaseOptions>()));
        builder.Services.AddHostedService<WriteAheadLog>();
        builder.Services.AddSingleton<EphemeralDisk>();
        builder.Services.AddSingleton<Migrator>();
        builder.Services.AddSingleton<SiteSecret>();
        builder.Services.AddSingleton<IdempotentRequests>();
        KeyRing.AddTo(builder.Services);
    }

    public static DbDataSource Source(DatabaseOptions options) => options.Engine == DatabaseEngine.Sqlite
        ? new SqliteDataSource(options.ConnectionString)
        : NpgsqlDataSource.Create(options.ConnectionString);
}
