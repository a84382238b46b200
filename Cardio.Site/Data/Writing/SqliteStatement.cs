using System.Globalization;
using System.Runtime.CompilerServices;
using Cardio.Site.Data.Connections;
using Microsoft.Data.Sqlite;

namespace Cardio.Site.Data.Writing;

/// <summary>
/// A statement of SQLite for many sets of values, one after the other. It is prepared once for a connection: setting the values of a prepared
/// one is a tenth of the work.
/// </summary>
/// <param name="sql">The statement; its values are <c>$0</c>, <c>$1</c> and so on.</param>
/// <param name="values">How many values it has.</param>
internal sealed class SqliteStatement(string sql, int values)
{
    private readonly ConditionalWeakTable<SqliteConnection, SqliteCommand> _prepared = [];

    /// <summary>Runs it with each set of values in a transaction; tells of each whether a row was changed.</summary>
    public async Task<IReadOnlyList<bool>> RunAsync(SqliteTransaction transaction, IReadOnlyList<object?[]> sets, CancellationToken cancellationToken)
    {
        var command = _prepared.GetValue(transaction.Connection!, Prepare); // closing the connection ends it
        (command.Transaction, command.CommandTimeout) = (transaction, transaction.Connection!.DefaultTimeout);
        var isChanged = new bool[sets.Count];
        for (var set = 0; set < sets.Count; set++)
        {
            for (var i = 0; i < values; i++) command.Parameters[i].Value = Stored(sets[set][i]);
            isChanged[set] = await command.ExecuteNonQueryAsync(cancellationToken) > 0;
        }
        return isChanged;
    }

    /// <summary>The name of a value by its place.</summary>
    public static string Parameter(int place) => string.Create(CultureInfo.InvariantCulture, $"${place}");

    /// <summary>A value as SQLite holds it.</summary>
    public static object Stored(object? value) => value switch
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
        for (var i = 0; i < values; i++) command.Parameters.AddWithValue(Parameter(i), DBNull.Value);
        return command;
    }
}
