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
    public void The_SQLSTATE_tells_whether_an_error_is_transient(string state, bool expected) =>
        Assert.Equal(expected, TransientDatabaseErrors.Explains(new PostgresException("no", "FATAL", "FATAL", state)));

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, true)]
    [InlineData(10, true)]
    [InlineData(13, true)]
    [InlineData(19, false)]
    public void The_SQLite_code_tells_whether_an_error_is_transient(int code, bool expected) =>
        Assert.Equal(expected, TransientDatabaseErrors.Explains(new SqliteException("no", code)));

    [Fact]
    public async Task An_unreachable_server_is_a_transient_error()
    {
        await using var database = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=a;Database=b");
        var failure = await Assert.ThrowsAnyAsync<NpgsqlException>(
            async () => await database.OpenConnectionAsync(TestContext.Current.CancellationToken));
        Assert.True(TransientDatabaseErrors.Explains(new InvalidOperationException("somewhere", failure)));
        Assert.False(TransientDatabaseErrors.Explains(new InvalidOperationException("a fault of the site")));
    }
}
