using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Cardio.Site.Data.Connections;

internal static class DatabaseTables
{
    private const string HasTableSqlite = "select exists (select 1 from sqlite_master where type = 'table' and name = @table)";
    private const string HasTablePostgres = "select to_regclass(@table) is not null";

    /// <summary>Whether a table exists; a database that was never migrated has none.</summary>
    public static Task<bool> HasTableAsync(this DbConnection connection, string table, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<bool>(new(
            connection is SqliteConnection ? HasTableSqlite : HasTablePostgres, new { table }, cancellationToken: cancellationToken));
}
