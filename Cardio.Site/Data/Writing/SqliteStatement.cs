using System.Globalization;
using System.Runtime.CompilerServices;
using Cardio.Site.Data.Connections;
using Microsoft.Data.Sqlite;

namespace Cardio.Site.Data.Writing;

/// <summary>
/// Runs one SQLite statement for many rows of values.
/// The statement is prepared once per connection: setting the parameters of a prepared statement costs a tenth of a new one.
/// </summary>
/// <param name="sql">The statement; its parameters are <c>$0</c>, <c>$1</c> and so on.</param>
/// <param name="parameterCount">The number of parameters.</param>
internal sealed class SqliteStatement(string sql, int parameterCount)
{
    private readonly ConditionalWeakTable<SqliteConnection, SqliteCommand> _prepared = [];

    /// <summary>Runs the statement for each row; returns for each whether the statement changed a row of the table.</summary>
    public async Task<IReadOnlyList<bool>> RunAsync(
        SqliteTransaction transaction, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken)
    {
        var command = _prepared.GetValue(transaction.Connection!, Prepare); // the connection disposes it
        (command.Transaction, command.CommandTimeout) = (transaction, transaction.Connection!.DefaultTimeout);
        var isChanged = new bool[rows.Count];
        for (var row = 0; row < rows.Count; row++)
        {
            for (var i = 0; i < parameterCount; i++) command.Parameters[i].Value = ToStored(rows[row][i]);
            isChanged[row] = await command.ExecuteNonQueryAsync(cancellationToken) > 0;
        }
        return isChanged;
    }

    /// <summary>The name of the parameter at a position, from 0.</summary>
    public static string ParameterName(int position) => string.Create(CultureInfo.InvariantCulture, $"${position}");

    /// <summary>Converts a value to the form in which SQLite stores it.</summary>
    public static object ToStored(object? value) => value switch
    {
        null => DBNull.Value,
        Guid id => id.ToString("D"),
        DateTimeOffset instant => instant.UtcDateTime.ToString(DapperSetup.InstantFormat, CultureInfo.InvariantCulture),
        _ => value,
    };

    private SqliteCommand Prepare(SqliteConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameterCount; i++) command.Parameters.AddWithValue(ParameterName(i), DBNull.Value);
        return command;
    }
}
