using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Cardio.Site.Data.Connections;

/// <summary>Which database to use, and how to reach it.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="ConnectionString">The connection string, complete with the site's own settings.</param>
public sealed record DatabaseOptions(DatabaseEngine Engine, string ConnectionString)
{
    private const string SystemAuthorities = "system";
    // The server gives up with the client, and behind another's lock as SQLite does. A page costs nearly the same wherever it is on today's
    // disks: with the default of 4, plans without statistics of patients prefer to read and sort.
    private const string ServerSettings = "-c statement_timeout=10000 -c lock_timeout=5000 -c random_page_cost=1.1";

    private const string DefaultSqlite = "Data Source=data/cardio.db";

    /// <summary>
    /// <c>DATABASE_URL</c> chooses PostgreSQL; otherwise <c>ConnectionStrings:Cardio</c> names a SQLite file, whose relative path
    /// starts at <paramref name="contentRoot"/>.
    /// </summary>
    public static DatabaseOptions From(IConfiguration configuration, string contentRoot) =>
        configuration["DATABASE_URL"] is { Length: > 0 } url
            ? new(DatabaseEngine.Postgres, Postgres(url))
            : new(DatabaseEngine.Sqlite, Sqlite(configuration.GetConnectionString("Cardio") ?? DefaultSqlite, contentRoot));

    /// <summary>What migrations are done with: they may take long, requests may not.</summary>
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
            throw new SettingException("ConnectionStrings__Cardio is not a connection string of SQLite: set it to Data Source=FILE, or leave it out.");
        }
    }

    /// <summary>Npgsql does not read <c>postgres://</c> addresses, so a URL is taken apart; any other text is a connection string.</summary>
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
            builder.MaxAutoPrepare = 64; // what is asked again and again is read and planned once
            builder.MaxPoolSize = Math.Min(builder.MaxPoolSize, 15);
            return builder.ToString();
        }
        catch (ArgumentException)
        {
            throw new SettingException("DATABASE_URL is not the address of a database: set it to postgres://USER:PASSWORD@HOST/DATABASE or to a connection string of Npgsql.");
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
        // As libpq has it: who names the authority wants it checked, and the system's are of use with the name of the host only.
        if (builder.RootCertificate is not null && builder.SslMode == SslMode.Require) builder.SslMode = SslMode.VerifyCA;
        if (builder.RootCertificate == SystemAuthorities) (builder.RootCertificate, builder.SslMode) = (null, SslMode.VerifyFull);
        return builder;
    }

    /// <summary>libpq's parameters by their names there; one that is not understood could be one that guards the way.</summary>
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
            default: throw new SettingException($"DATABASE_URL has the parameter {name}, which is not known here: known are sslmode, sslrootcert, sslcert, sslkey, channel_binding and application_name.");
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
        _ => throw new SettingException("DATABASE_URL has an sslmode that is not known: it is one of disable, allow, prefer, require, verify-ca and verify-full."),
    };

    private static ChannelBinding Binding(string value) => value switch
    {
        "disable" => ChannelBinding.Disable,
        "prefer" => ChannelBinding.Prefer,
        "require" => ChannelBinding.Require,
        _ => throw new SettingException("DATABASE_URL has a channel_binding that is not known: it is one of disable, prefer and require."),
    };
}
