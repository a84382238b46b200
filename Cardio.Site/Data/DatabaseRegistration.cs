using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Cardio.Site.Data;

internal static class DatabaseRegistration
{
    /// <summary>Adds the <see cref="DbDataSource"/> that every store injects, and the <see cref="Migrator"/>.</summary>
    public static void AddDatabase(this WebApplicationBuilder builder)
    {
        DapperSetup.Apply();
        builder.Services.AddSingleton(services => DatabaseOptions.From(
            services.GetRequiredService<IConfiguration>(), builder.Environment.ContentRootPath));
        builder.Services.AddSingleton(services => Source(services.GetRequiredService<DatabaseOptions>()));
        builder.Services.AddSingleton<Migrator>();
    }

    public static DbDataSource Source(DatabaseOptions options) => options.Engine == DatabaseEngine.Sqlite
        ? SqliteFactory.Instance.CreateDataSource(options.ConnectionString)
        : NpgsqlDataSource.Create(options.ConnectionString);
}
