using Cardio.Site.Data.Connections;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Cardio.Site.Tests.Data.Connections;

public sealed class DatabaseOptionsTests
{
    [Fact]
    public void The_default_is_a_SQLite_file_below_the_content_root()
    {
        var options = Read();
        Assert.Equal(DatabaseEngine.Sqlite, options.Engine);
        Assert.Contains(Path.GetFullPath("/srv/cardio/data/cardio.db"), options.ConnectionString, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_URL_is_parsed_and_decoded()
    {
        var options = Read(("DATABASE_URL", "postgres://us%40er:p%3Ass%2Fword@db.example:6543/car%20dio"));
        Assert.Equal(DatabaseEngine.Postgres, options.Engine);
        var parts = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        Assert.Equal(
            ("db.example", 6543, "car dio", "us@er", "p:ss/word"),
            (parts.Host, parts.Port, parts.Database, parts.Username, parts.Password));
        Assert.Equal(SslMode.Require, parts.SslMode);
        Assert.InRange(parts.MaxPoolSize, 1, 15);
        Assert.True(parts.MaxAutoPrepare > 0);
    }

    [Fact]
    public void A_plain_connection_string_is_accepted()
    {
        var options = Read(("DATABASE_URL", "Host=db.example;Username=cardio;Database=c"));
        var parts = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        Assert.Equal(("db.example", 5432, "c", "cardio"), (parts.Host, parts.Port, parts.Database, parts.Username));
    }

    [Theory]
    [InlineData("db.example", "", SslMode.Require)]
    [InlineData("127.0.0.1", "", SslMode.Prefer)]
    [InlineData("127.0.0.1", "?sslmode=require", SslMode.Require)]
    [InlineData("db.example", "?sslmode=disable", SslMode.Disable)]
    [InlineData("db.example", "?sslmode=prefer", SslMode.Prefer)]
    [InlineData("db.example", "?sslmode=verify-ca", SslMode.VerifyCA)]
    [InlineData("db.example", "?sslmode=verify-full", SslMode.VerifyFull)]
    [InlineData("db.example", "?sslrootcert=%2Fetc%2Fca.pem", SslMode.VerifyCA)]
    [InlineData("db.example", "?sslmode=require&sslrootcert=%2Fetc%2Fca.pem", SslMode.VerifyCA)]
    [InlineData("db.example", "?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem", SslMode.VerifyFull)]
    [InlineData("db.example", "?sslrootcert=system", SslMode.VerifyFull)]
    public void The_URL_sets_the_encryption_of_the_connection(string host, string query, SslMode expected)
    {
        var parts = new NpgsqlConnectionStringBuilder(Read(("DATABASE_URL", $"postgres://u:p@{host}/c{query}")).ConnectionString);
        Assert.Equal(expected, parts.SslMode);
        Assert.Equal(query.Contains("ca.pem", StringComparison.Ordinal) ? "/etc/ca.pem" : null, parts.RootCertificate);
    }

    [Theory]
    [InlineData("?sslmode=strict", "sslmode")]
    [InlineData("?channel_binding=maybe", "channel_binding")]
    [InlineData("?sslmode=require&gssencmode=require", "gssencmode")]
    public void An_unknown_parameter_of_the_URL_is_named(string query, string name)
    {
        var error = Assert.Throws<SettingException>(() => Read(("DATABASE_URL", $"postgres://u:hidden@db.example/c{query}")));
        Assert.StartsWith("DATABASE_URL", error.Message, StringComparison.Ordinal);
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plain_connection_string_keeps_its_SSL_mode()
    {
        var options = Read(("DATABASE_URL", "Host=db.example;Database=c;SSL Mode=VerifyFull"));
        var parts = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        Assert.Equal(SslMode.VerifyFull, parts.SslMode);
    }

    private static DatabaseOptions Read(params (string Name, string Value)[] settings)
    {
        var values = settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value));
        return DatabaseOptions.From(new ConfigurationBuilder().AddInMemoryCollection(values).Build(), "/srv/cardio");
    }
}
