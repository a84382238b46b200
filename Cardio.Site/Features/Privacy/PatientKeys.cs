using System.Data.Common;
using Cardio.Site.Data;
using Cardio.Site.Web;
using Dapper;
using Npgsql;

namespace Cardio.Site.Features.Privacy;

/// <summary>
/// Brings the keys of patient codes up to date that an earlier version stored, or still stores beside this one. SQL cannot make them.
/// </summary>
internal sealed partial class PatientKeys(DbDataSource database, DatabaseOptions options, ILogger<PatientKeys> log) : Rounds
{
    /// <summary>Keys of one transaction: other writers wait for no more.</summary>
    private const int AtOnce = 200;

    // The conditions of the indexes of the script 0012, so that a look at a table without such keys reads nothing.
    private const string OldSqlite = "patient_code_key_form = 0 and (patient_code_key glob '*[^ -~]*' or patient_code_key glob '*  *')";
    private const string OldPostgres = "patient_code_key_form = 0 and patient_code_key ~ '[^ -~]|  '";

    private const string Block = "order by patient_code_key limit @AtOnce";
    private const string Set = "set patient_code_key = @Key, patient_code_key_form = @Form where patient_code_key = @Old and";

    private const string SelectAssessmentsSqlite = $"select distinct patient_code_key from assessment where {OldSqlite} {Block}";
    private const string SelectRowsSqlite = $"select distinct patient_code_key from batch_row where {OldSqlite} {Block}";
    private const string UpdateAssessmentsSqlite = $"update assessment {Set} {OldSqlite}";
    private const string UpdateRowsSqlite = $"update batch_row {Set} {OldSqlite}";
    private const string SelectAssessmentsPostgres = $"select distinct patient_code_key from assessment where {OldPostgres} {Block}";
    private const string SelectRowsPostgres = $"select distinct patient_code_key from batch_row where {OldPostgres} {Block}";
    private const string UpdateAssessmentsPostgres = $"update assessment {Set} {OldPostgres}";
    private const string UpdateRowsPostgres = $"update batch_row {Set} {OldPostgres}";

    private static readonly (string Select, string Update)[] Sqlite =
        [(SelectAssessmentsSqlite, UpdateAssessmentsSqlite), (SelectRowsSqlite, UpdateRowsSqlite)];

    private static readonly (string Select, string Update)[] Postgres =
        [(SelectAssessmentsPostgres, UpdateAssessmentsPostgres), (SelectRowsPostgres, UpdateRowsPostgres)];

    /// <summary>What looks for old keys, table by table.</summary>
    internal static IReadOnlyList<string> SelectOld(DatabaseEngine engine) => [.. Statements(engine).Select(statement => statement.Select)];

    private static (string Select, string Update)[] Statements(DatabaseEngine engine) => engine == DatabaseEngine.Postgres ? Postgres : Sqlite;

    protected override TimeSpan Pause => TimeSpan.FromSeconds(10);

    /// <summary>Updates all that there are, in short transactions. After it every stored key is of this version.</summary>
    public async Task UpdateAsync(CancellationToken cancellationToken)
    {
        foreach (var (select, update) in Statements(options.Engine))
        {
            while (await HasOldAsync(select, cancellationToken)) await UpdateBlockAsync(select, update, cancellationToken);
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
        return (await connection.QueryAsync<string>(new(select, new { AtOnce = 1 }, cancellationToken: cancellationToken))).Any();
    }

    // Two processes that update the same rows would wait for each other.
    private const string LockPostgres = "select pg_advisory_xact_lock(7210473613)";

    private Task<bool> UpdateBlockAsync(string select, string update, CancellationToken cancellationToken) => database.ChangeAsync(
        async transaction =>
        {
            var connection = transaction.Connection!;
            if (connection is NpgsqlConnection)
                await connection.ExecuteAsync(new(LockPostgres, transaction: transaction, cancellationToken: cancellationToken));
            await transaction.TakeTimeAsync(cancellationToken);
            var old = await connection.QueryAsync<string>(new(select, new { AtOnce }, transaction, cancellationToken: cancellationToken));
            var keys = old.Select(key => new { Old = key, Key = PatientCode.KeyOf(key), Form = PatientCode.KeyForm });
            await connection.ExecuteAsync(new(update, keys, transaction, cancellationToken: cancellationToken));
            return true;
        },
        cancellationToken);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The keys of patient codes could not be brought up to date; they are tried again")]
    protected override partial void LogPaused(Exception failure);
}
