using System.Data.Common;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Data.Background;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Writing;
using Dapper;
using Npgsql;

namespace Cardio.Site.Features.Privacy;

/// <summary>
/// Brings the keys of patient codes up to date that an earlier version stored, or still stores beside this one. SQL cannot make them.
/// </summary>
internal sealed partial class PatientKeys(DbDataSource database, DatabaseOptions options, ILogger<PatientKeys> log) : PollingService
{
    /// <summary>Rows whose keys one transaction updates: other writers wait for no more.</summary>
    private const int AtOnce = 500;

    // The conditions of the indexes of the script 0012, so that a look at a table without such keys reads nothing.
    private const string OldSqlite = "patient_code_key_form = 0 and (patient_code_key glob '*[^ -~]*' or patient_code_key glob '*  *')";
    private const string OldPostgres = "patient_code_key_form = 0 and patient_code_key ~ '[^ -~]|  '";

    private const string Next = "and patient_code_key > @After order by patient_code_key limit @AtOnce";
    private const string Set = "set patient_code_key = @Key, patient_code_key_form = @Form where patient_code_key = @Old and";

    private const string SelectSqlite = $"select patient_code_key from assessment where {OldSqlite} {Next}";
    private const string UpdateSqlite = $"update assessment {Set} {OldSqlite}";
    private const string SelectRowsSqlite = $"select patient_code_key from batch_row where {OldSqlite} {Next}";
    private const string UpdateRowsSqlite = $"update batch_row {Set} {OldSqlite}";

    private const string SelectPostgres = $"select patient_code_key from assessment where {OldPostgres} {Next}";
    private const string UpdatePostgres = $"update assessment {Set} {OldPostgres}";
    private const string SelectRowsPostgres = $"select patient_code_key from batch_row where {OldPostgres} {Next}";
    private const string UpdateRowsPostgres = $"update batch_row {Set} {OldPostgres}";

    /// <summary>What finds and what updates old keys, table by table.</summary>
    internal static IReadOnlyList<(string Select, string Update)> Statements(DatabaseEngine engine) => engine == DatabaseEngine.Postgres
        ? [(SelectPostgres, UpdatePostgres), (SelectRowsPostgres, UpdateRowsPostgres)]
        : [(SelectSqlite, UpdateSqlite), (SelectRowsSqlite, UpdateRowsSqlite)];

    protected override TimeSpan Pause => TimeSpan.FromSeconds(10);

    /// <summary>Updates all that there are, in short transactions. After it every stored key is of this version.</summary>
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
        var one = new { After = "", AtOnce = 1 };
        return (await connection.QueryAsync<string>(new(select, one, cancellationToken: cancellationToken))).Any();
    }

    // Two processes that update the same rows would wait for each other.
    private const string LockPostgres = "select pg_advisory_xact_lock(7210473613)";

    /// <summary>Updates the rows of the next keys; gives the last of them, or null.</summary>
    private Task<string?> UpdateBlockAsync(
        string select, string update, string after, CancellationToken cancellationToken) => database.CommitAsync(
        async transaction =>
        {
            var connection = transaction.Connection!;
            if (connection is NpgsqlConnection)
                await connection.ExecuteAsync(new(LockPostgres, transaction: transaction, cancellationToken: cancellationToken));
            await transaction.RemoveTimeoutAsync(cancellationToken);
            var block = new { After = after, AtOnce };
            var old = (await connection.QueryAsync<string>(new(select, block, transaction, cancellationToken: cancellationToken))).AsList();
            var keys = old.Distinct().Select(key => new { Old = key, Key = PatientCode.KeyOf(key), Form = PatientCode.KeyForm });
            await connection.ExecuteAsync(new(update, keys, transaction, cancellationToken: cancellationToken));
            return old.LastOrDefault();
        },
        cancellationToken);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The keys of patient codes could not be brought up to date; they are tried again")]
    protected override partial void LogPaused(Exception failure);
}
