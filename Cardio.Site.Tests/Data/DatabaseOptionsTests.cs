using Cardio.Site.Data;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Cardio.Site.Tests.Data;

public sealed class DatabaseOptionsTests
{
    [Fact]
    public void Without_a_setting_it_is_a_SQLite_file_below_the_content_root()
    {
        var options = Read();
        Assert.Equal(DatabaseEngine.Sqlite, options.Engine);
        Assert.Contains(Path.GetFullPath("/srv/cardio/data/cardio.db"), options.ConnectionString, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_address_is_taken_apart_and_decoded()
    {
        var options = Read(("DATABASE_URL", "postgres://us%40er:p%3Ass%2Fword@db.example:6543/car%20dio"));
        Assert.Equal(DatabaseEngine.Postgres, options.Engine);
        var parts = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        Assert.Equal(("db.example", 6543, "car dio", "us@er", "p:ss/word"), (parts.Host, parts.Port, parts.Database, parts.Username, parts.Password));
        Assert.Equal(SslMode.Require, parts.SslMode);
        Assert.InRange(parts.MaxPoolSize, 1, 15);
    }

    [Fact]
    public void A_plain_connection_string_serves_too()
    {
        var parts = new NpgsqlConnectionStringBuilder(Read(("DATABASE_URL", "Host=db.example;Username=cardio;Database=c")).ConnectionString);
        Assert.Equal(("db.example", 5432, "c", "cardio"), (parts.Host, parts.Port, parts.Database, parts.Username));
    }

    private static DatabaseOptions Read(params (string Name, string Value)[] settings) => DatabaseOptions.From(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))).Build(), "/srv/cardio");
}
