using Cardio.Site.Data.Connections;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Cardio.Site.Tests.Data.Connections;

public sealed class TransientDatabaseErrorsTests
{
    [Theory]
    [InlineData(PostgresErrorCodes.AdminShutdown, true)]
    [InlineData(PostgresErrorCodes.CannotConnectNow, true)]
    [InlineData(PostgresErrorCodes.ConnectionFailure, true)]
    [InlineData(PostgresErrorCodes.ProtocolViolation, true)]
    [InlineData(PostgresErrorCodes.UniqueViolation, false)]
    [InlineData(PostgresErrorCodes.UndefinedTable, false)]
    [InlineData(PostgresErrorCodes.InvalidPassword, false)]
    public void PostgreSQL_says_whether_it_comes_back(string state, bool expected) =>
        Assert.Equal(expected, TransientDatabaseErrors.Explains(new PostgresException("no", "FATAL", "FATAL", state)));

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, true)]
    [InlineData(10, true)]
    [InlineData(13, true)]
    [InlineData(19, false)]
    public void SQLite_says_whether_it_will_take_writes_again(int code, bool expected) =>
        Assert.Equal(expected, TransientDatabaseErrors.Explains(new SqliteException("no", code)));

    [Fact]
    public async Task A_server_that_is_not_there_comes_back()
    {
        await using var database = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=a;Database=b");
        var failure = await Assert.ThrowsAnyAsync<NpgsqlException>(async () => await database.OpenConnectionAsync(TestContext.Current.CancellationToken));
        Assert.True(TransientDatabaseErrors.Explains(new InvalidOperationException("somewhere", failure)));
        Assert.False(TransientDatabaseErrors.Explains(new InvalidOperationException("a fault of the site")));
    }
}
