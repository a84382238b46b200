using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;
using Dapper;

namespace Cardio.Site.Tests.Data.Migrations;

public sealed class MigratorTests
{
    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Eight_processes_starting_together_run_each_script_once(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(database.MigrateAsync)));

        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var scripts = (await connection.QueryAsync<string>("select scriptname from schema_version")).ToList();
        Assert.NotEmpty(scripts);
        Assert.Equal(scripts.Distinct(), scripts);
    }

    [Fact]
    public void Both_engines_have_the_same_scripts() =>
        Assert.Equal(Scripts("sqlite"), Scripts("postgres"));

    [Fact]
    public async Task SQLite_commits_are_durable()
    {
        await using var database = await TestDatabase.MigratedAsync(DatabaseEngine.Sqlite);
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.Equal("wal", await connection.ExecuteScalarAsync<string>("pragma journal_mode"));
        Assert.Equal(2, await connection.ExecuteScalarAsync<int>("pragma synchronous")); // FULL
        Assert.Equal(1, await connection.ExecuteScalarAsync<int>("pragma foreign_keys"));
    }

    private static IEnumerable<string> Scripts(string engine) =>
        Repository.Files($"Cardio.Site/Data/Migrations/{engine}", "*.sql").Select(Path.GetFileName).OfType<string>();
}
