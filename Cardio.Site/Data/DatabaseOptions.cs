using Microsoft.Data.Sqlite;
using Npgsql;

namespace Cardio.Site.Data;

/// <summary>Which database to use, and how to reach it.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="ConnectionString">The connection string, complete with the site's own settings.</param>
public sealed record DatabaseOptions(DatabaseEngine Engine, string ConnectionString)
{
    private const string DefaultSqlite = "Data Source=data/cardio.db";

    /// <summary>
    /// <c>DATABASE_URL</c> chooses PostgreSQL; otherwise <c>ConnectionStrings:Cardio</c> names a SQLite file, whose relative path
    /// starts at <paramref name="contentRoot"/>.
    /// </summary>
    public static DatabaseOptions From(IConfiguration configuration, string contentRoot) =>
        configuration["DATABASE_URL"] is { Length: > 0 } url
            ? new(DatabaseEngine.Postgres, Postgres(url))
            : new(DatabaseEngine.Sqlite, Sqlite(configuration.GetConnectionString("Cardio") ?? DefaultSqlite, contentRoot));

    private static string Sqlite(string connectionString, string contentRoot)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString)
        {
            ForeignKeys = true,
            DefaultTimeout = 5,
        };
        builder.DataSource = Path.GetFullPath(builder.DataSource, contentRoot);
        return builder.ToString();
    }

    /// <summary>Npgsql does not read <c>postgres://</c> addresses, so a URL is taken apart; any other text is a connection string.</summary>
    private static string Postgres(string url)
    {
        var builder = url.StartsWith("postgres", StringComparison.Ordinal) && Uri.TryCreate(url, UriKind.Absolute, out var uri)
            ? FromUri(uri)
            : new NpgsqlConnectionStringBuilder(url);
        builder.Timeout = 5;
        builder.CommandTimeout = 10;
        builder.MaxPoolSize = Math.Min(builder.MaxPoolSize, 15);
        return builder.ToString();
    }

    private static NpgsqlConnectionStringBuilder FromUri(Uri uri)
    {
        var user = uri.UserInfo.Split(':', 2);
        return new()
        {
            Host = uri.Host,
            Port = uri.IsDefaultPort || uri.Port < 0 ? 5432 : uri.Port,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')),
            Username = Uri.UnescapeDataString(user[0]),
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
            SslMode = uri.IsLoopback ? SslMode.Prefer : SslMode.Require,
        };
    }
}
