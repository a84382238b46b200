using System.Data.Common;
using System.Text;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Cardio.Site.Data.Writing;

/// <summary>
/// Inserts many rows into one table at once: by a prepared statement on SQLite, by COPY or JSON on PostgreSQL.
/// A value is a string, a number, a boolean, an identifier, an instant in UTC, or null.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="columns">Its columns in the order of the values, separated by commas; the first is the key.</param>
/// <param name="unique">The columns of a unique index, separated by commas; needed by <see cref="WriteNewAsync"/>.</param>
internal sealed class BulkInsert(string table, string columns, string unique = "")
{
    private readonly string[] _columns = Names(columns);
    private readonly SqliteStatement _insert = new(Insert(table, columns), Names(columns).Length);
    private readonly SqliteStatement _insertNew = new($"{Insert(table, columns)} on conflict ({unique}) do nothing", Names(columns).Length);

    private readonly string _insertPostgres = InsertPostgres(table, columns);
    private readonly string _insertNewPostgres =
        $"{InsertPostgres(table, columns)} on conflict ({unique}) do nothing returning {Names(columns)[0]}::text";

    private readonly string _copy = $"copy {table} ({columns}) from stdin (format binary)";

    /// <summary>Inserts the rows.</summary>
    public Task WriteAsync(DbTransaction transaction, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken) =>
        rows.Count == 0 ? Task.CompletedTask
        : transaction.Connection is NpgsqlConnection postgres ? CopyAsync(postgres, rows, cancellationToken)
        : _insert.RunAsync((SqliteTransaction)transaction, rows, cancellationToken);

    /// <summary>
    /// Inserts the rows and runs a statement after them.
    /// On PostgreSQL this takes one round trip, which shortens the time that both hold their locks.
    /// </summary>
    public async Task WriteWithAsync(
        DbTransaction transaction, IReadOnlyList<object?[]> rows, string statement, object parameters, CancellationToken cancellationToken)
    {
        var all = new DynamicParameters(parameters);
        if (transaction.Connection is NpgsqlConnection)
        {
            statement = $"{_insertPostgres}; {statement}";
            all.Add("Rows", Json(rows));
        }
        else await WriteAsync(transaction, rows, cancellationToken);
        await transaction.Connection!.ExecuteAsync(new(statement, all, transaction, cancellationToken: cancellationToken));
    }

    /// <summary>Inserts rows that do not exist yet; returns for each whether it was inserted.</summary>
    public async Task<IReadOnlyList<bool>> WriteNewAsync(
        DbTransaction transaction, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return [];
        if (transaction.Connection is not NpgsqlConnection postgres)
            return await _insertNew.RunAsync((SqliteTransaction)transaction, rows, cancellationToken);
        var inserted = await postgres.QueryAsync<string>(
            new(_insertNewPostgres, new { Rows = Json(rows) }, transaction, cancellationToken: cancellationToken));
        var keys = inserted.ToHashSet(StringComparer.Ordinal);
        return [.. rows.Select(row => keys.Contains(SqliteStatement.ToStored(row[0]).ToString()!))];
    }

    private async Task CopyAsync(NpgsqlConnection connection, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(_copy, cancellationToken);
        foreach (var row in rows) await copy.WriteRowAsync(cancellationToken, row);
        await copy.CompleteAsync(cancellationToken);
    }

    private static string[] Names(string columns) => columns.Split(',', StringSplitOptions.TrimEntries);

    private static string Insert(string table, string columns) =>
        $"insert into {table} ({columns}) values ({string.Join(", ", Names(columns).Select((_, i) => SqliteStatement.ParameterName(i)))})";

    private static string InsertPostgres(string table, string columns) =>
        $"insert into {table} ({columns}) select {columns} from json_populate_recordset(null::{table}, @Rows::json)";

    private string Json(IReadOnlyList<object?[]> rows)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            foreach (var row in rows)
            {
                json.WriteStartObject();
                for (var i = 0; i < _columns.Length; i++) Write(json, _columns[i], row[i]);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null: json.WriteNull(name); break;
            case bool flag: json.WriteBoolean(name, flag); break;
            case int number: json.WriteNumber(name, number); break;
            case long number: json.WriteNumber(name, number); break;
            case double number: json.WriteNumber(name, number); break;
            default: json.WriteString(name, SqliteStatement.ToStored(value).ToString()); break;
        }
    }
}
