using System.Data.Common;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Data;
using Cardio.Site.Data.Background;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Writing;
using Dapper;
using Npgsql;

namespace Cardio.Site.Features.Privacy;

/// <summary>
/// Updates patient code keys written by an earlier version, which may still run in parallel. SQL cannot compute the keys.
/// </summary>
internal sealed partial class PatientKeys(DbDataSource database, DatabaseOptions options, ILogger<PatientKeys> log) : PollingService
{
    /// <summary>Rows per transaction, which limits how long other writers wait.</summary>
    private const int BlockSize = 500;

    // Must equal the conditions of the partial indexes in script 0012, so that a check without old keys reads no rows.
    private const string OldSqlite = "patient_code_key_form = 0 and (patient_code_key glob '*[^ -~]*' or patient_code_key glob '*  *')";
    private const string OldPostgres = "patient_code_key_form = 0 and patient_code_key ~ '[^ -~]|  '";

    private const string Next = "and patient_code_key > @After order by patient_code_key limit @BlockSize";
    private const string Set = "set patient_code_key = @Key, patient_code_key_form = @Form where patient_code_key = @Old and";

    private const string SelectSqlite = $"select patient_code_key from {TableNames.Assessment} where {OldSqlite} {Next}";
    private const string UpdateSqlite = $"update {TableNames.Assessment} {Set} {OldSqlite}";
    private const string SelectRowsSqlite = $"select patient_code_key from {TableNames.BatchRow} where {OldSqlite} {Next}";
    private const string UpdateRowsSqlite = $"update {TableNames.BatchRow} {Set} {OldSqlite}";

    private const string SelectPostgres = $"select patient_code_key from {TableNames.Assessment} where {OldPostgres} {Next}";
    private const string UpdatePostgres = $"update {TableNames.Assessment} {Set} {OldPostgres}";
    private const string SelectRowsPostgres = $"select patient_code_key from {TableNames.BatchRow} where {OldPostgres} {Next}";
    private const string UpdateRowsPostgres = $"update {TableNames.BatchRow} {Set} {OldPostgres}";

    /// <summary>Statements that find and update old keys, by table.</summary>
    internal static IReadOnlyList<(string Select, string Update)> Statements(DatabaseEngine engine) => engine == DatabaseEngine.Postgres
        ? [(SelectPostgres, UpdatePostgres), (SelectRowsPostgres, UpdateRowsPostgres)]
        : [(SelectSqlite, UpdateSqlite), (SelectRowsSqlite, UpdateRowsSqlite)];

    protected override TimeSpan Pause => TimeSpan.FromSeconds(10);

    /// <summary>Updates all old keys in short transactions.</summary>
    public async Task UpdateAsync(CancellationToken cancellationToken)
    {
        foreach (var (select, update) in Statements(options.Engine))
        {
            if (!await HasOldAsync(select, cancellationToken)) continue;
            for (var last = ""; last is not null;) last = await UpdateBlockAsync(select, update, last, cancellationToken);
        }
    }

    protected override async Task<TimeSpan> WorkAsync(CancellationToken cancellationToken)
    {
        await UpdateAsync(cancellationToken);
        return Pause;
    }

    private async Task<bool> HasOldAsync(string select, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var first = new { After = "", BlockSize = 1 };
        return (await connection.QueryAsync<string>(new(select, first, cancellationToken: cancellationToken))).Any();
    }

    // Prevents deadlocks between two processes that update the same rows.
    private const string LockPostgres = "select pg_advisory_xact_lock(7210473613)";

    /// <summary>Updates the next block of rows; returns its last key, or null at the end.</summary>
    private Task<string?> UpdateBlockAsync(
        string select, string update, string after, CancellationToken cancellationToken) => database.CommitAsync(
        async transaction =>
        {
            var connection = transaction.Connection!;
            if (connection is NpgsqlConnection)
                await connection.ExecuteAsync(new(LockPostgres, transaction: transaction, cancellationToken: cancellationToken));
            await transaction.RemoveTimeoutAsync(cancellationToken);
            var block = new { After = after, BlockSize };
            var old = (await connection.QueryAsync<string>(new(select, block, transaction, cancellationToken: cancellationToken))).AsList();
            var keys = old.Distinct().Select(key => new { Old = key, Key = PatientCode.KeyOf(key), Form = PatientCode.KeyForm });
            await connection.ExecuteAsync(new(update, keys, transaction, cancellationToken: cancellationToken));
            return old.LastOrDefault();
        },
        cancellationToken);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not update patient code keys; retrying")]
    protected override partial void LogPaused(Exception failure);
}
