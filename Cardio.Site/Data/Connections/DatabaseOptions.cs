using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Cardio.Site.Data.Connections;

/// <summary>The database and its connection string.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="ConnectionString">The connection string, including the site's own settings.</param>
public sealed record DatabaseOptions(DatabaseEngine Engine, string ConnectionString)
{
    private const string SystemAuthorities = "system";
    // The timeouts match those of the client and of SQLite. On SSDs a random page costs about as much as a sequential one.
    // With the default cost of 4, plans without table statistics would scan and sort instead of using an index.
    private const string ServerSettings = "-c statement_timeout=10000 -c lock_timeout=5000 -c random_page_cost=1.1";

    private const string DefaultSqlite = "Data Source=data/cardio.db";

    /// <summary>
    /// Reads the configuration: <c>DATABASE_URL</c> selects PostgreSQL, otherwise <c>ConnectionStrings:Cardio</c> names a SQLite file.
    /// A relative path of the file starts at <paramref name="contentRoot"/>.
    /// </summary>
    public static DatabaseOptions From(IConfiguration configuration, string contentRoot) =>
        configuration["DATABASE_URL"] is { Length: > 0 } url
            ? new(DatabaseEngine.Postgres, Postgres(url))
            : new(DatabaseEngine.Sqlite, Sqlite(configuration.GetConnectionString("Cardio") ?? DefaultSqlite, contentRoot));

    /// <summary>The connection string for migrations, without the timeouts of requests.</summary>
    public string MigrationConnectionString => Engine == DatabaseEngine.Sqlite
        ? ConnectionString
        : new NpgsqlConnectionStringBuilder(ConnectionString) { Options = null, CommandTimeout = 600 }.ToString();

    private static string Sqlite(string connectionString, string contentRoot)
    {
        try
        {
            var builder = new SqliteConnectionStringBuilder(connectionString)
            {
                ForeignKeys = true,
                DefaultTimeout = 5,
            };
            builder.DataSource = Path.GetFullPath(builder.DataSource, contentRoot);
            return builder.ToString();
        }
        catch (ArgumentException)
        {
            throw new SettingException(
                "ConnectionStrings__Cardio is not a connection string of SQLite: set it to Data Source=FILE, or leave it out.");
        }
    }

    /// <summary>Converts a <c>postgres://</c> URL, which Npgsql does not read; any other text is a connection string.</summary>
    private static string Postgres(string url)
    {
        try
        {
            var builder = url.StartsWith("postgres", StringComparison.Ordinal) && Uri.TryCreate(url, UriKind.Absolute, out var uri)
                ? FromUri(uri)
                : new NpgsqlConnectionStringBuilder(url);
            ArgumentException.ThrowIfNullOrEmpty(builder.Host);
            builder.Timeout = 5;
            builder.CommandTimeout = 10;
            builder.Options = $"{builder.Options} {ServerSettings}".TrimStart();
            builder.MaxAutoPrepare = 64; // parse and plan frequent statements once
            builder.MaxPoolSize = Math.Min(builder.MaxPoolSize, 15);
            return builder.ToString();
        }
        catch (ArgumentException)
        {
            throw new SettingException(
                "DATABASE_URL is not the address of a database: set it to postgres://USER:PASSWORD@HOST/DATABASE "
                + "or to a connection string of Npgsql.");
        }
    }

    private static NpgsqlConnectionStringBuilder FromUri(Uri uri)
    {
        var user = uri.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.IsDefaultPort || uri.Port < 0 ? 5432 : uri.Port,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')),
            Username = Uri.UnescapeDataString(user[0]),
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
            SslMode = uri.IsLoopback ? SslMode.Prefer : SslMode.Require,
        };
        foreach (var (name, value) in QueryHelpers.ParseQuery(uri.Query)) Set(builder, name, value.ToString());
        // As in libpq: naming an authority implies verification, and the system's authorities require the host name too.
        if (builder.RootCertificate is not null && builder.SslMode == SslMode.Require) builder.SslMode = SslMode.VerifyCA;
        if (builder.RootCertificate == SystemAuthorities) (builder.RootCertificate, builder.SslMode) = (null, SslMode.VerifyFull);
        return builder;
    }

    /// <summary>Sets a parameter of libpq. An unknown one is an error, because ignoring it could weaken the encryption.</summary>
    private static void Set(NpgsqlConnectionStringBuilder builder, string name, string value)
    {
        switch (name)
        {
            case "sslmode": builder.SslMode = Mode(value); break;
            case "sslrootcert": builder.RootCertificate = value; break;
            case "sslcert": builder.SslCertificate = value; break;
            case "sslkey": builder.SslKey = value; break;
            case "channel_binding": builder.ChannelBinding = Binding(value); break;
            case "application_name": builder.ApplicationName = value; break;
            default: throw new SettingException(
                $"DATABASE_URL has the unknown parameter {name}: supported are sslmode, sslrootcert, sslcert, sslkey, channel_binding "
                + "and application_name.");
        }
    }

    private static SslMode Mode(string value) => value switch
    {
        "disable" => SslMode.Disable,
        "allow" => SslMode.Allow,
        "prefer" => SslMode.Prefer,
        "require" => SslMode.Require,
        "verify-ca" => SslMode.VerifyCA,
        "verify-full" => SslMode.VerifyFull,
        _ => throw new SettingException(
            "DATABASE_URL has an unknown sslmode: use disable, allow, prefer, require, verify-ca or verify-full."),
    };

    private static ChannelBinding Binding(string value) => value switch
    {
        "disable" => ChannelBinding.Disable,
        "prefer" => ChannelBinding.Prefer,
        "require" => ChannelBinding.Require,
        _ => throw new SettingException("DATABASE_URL has an unknown channel_binding: use disable, prefer or require."),
    };
}
