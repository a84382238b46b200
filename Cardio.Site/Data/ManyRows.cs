using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Cardio.Site.Data;

/// <summary>How many rows of a table are written at once; both name the same columns in the same order.</summary>
/// <param name="Insert">SQLite: an insert of one row with the parameters <c>$0</c>, <c>$1</c> and so on.</param>
/// <param name="Copy">PostgreSQL: a <c>copy … from stdin (format binary)</c>.</param>
internal sealed record ManyRows(string Insert, string Copy)
{
    /// <summary>Writes the rows in a transaction; a value is a text, a number, a yes or no, an identifier, an instant in UTC, or null.</summary>
    public Task WriteAsync(DbTransaction transaction, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken) =>
        rows.Count == 0 ? Task.CompletedTask
        : transaction.Connection is NpgsqlConnection postgres ? CopyAsync(postgres, rows, cancellationToken)
        : InsertAsync((SqliteTransaction)transaction, rows, cancellationToken);

    private async Task CopyAsync(NpgsqlConnection connection, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(Copy, cancellationToken);
        foreach (var row in rows) await copy.WriteRowAsync(cancellationToken, row);
        await copy.CompleteAsync(cancellationToken);
    }

    /// <summary>The statement is prepared once: setting the values of a prepared one is a tenth of the work.</summary>
    private async Task InsertAsync(SqliteTransaction transaction, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken)
    {
        await using var command = transaction.Connection!.CreateCommand();
        (command.CommandText, command.Transaction) = (Insert, transaction);
        var parameters = rows[0].Select((_, i) => command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"${i}"), DBNull.Value)).ToList();
        await command.PrepareAsync(cancellationToken);
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++) parameters[i].Value = Stored(row[i]);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static object Stored(object? value) => value switch
    {
        null => DBNull.Value,
        Guid id => id.ToString("D"),
        DateTimeOffset instant => instant.UtcDateTime.ToString(DapperSetup.InstantFormat, CultureInfo.InvariantCulture),
        _ => value,
    };
}
