using System.Data;
using System.Data.Common;
using Cardio.Site.Clinic;
using Cardio.Site.Data;
using Cardio.Site.Data.Writing;
using Cardio.Site.Features.Dashboard.Filters;
using Dapper;
using Npgsql;

namespace Cardio.Site.Features.Dashboard.Counting;

/// <summary>
/// Brings the counts up to date with the assessments. One at a time does it, whichever process that is; what it takes from the list of
/// what is due and what it counts are one transaction, so that no crash can lose or double anything.
/// </summary>
internal sealed partial class CountUpdater(DbDataSource database, ClinicClock clock, TimeProvider time, ILogger<CountUpdater> log)
{
    /// <summary>Most entries of the list that a pass takes.</summary>
    public const int AtOnce = 2000;

    private const long AdvisoryLock = 0x43_61_72_64_69_6F_02;

    /// <summary>How long another version of the site, or another time zone, is left alone: longer than a release takes to go out.</summary>
    private static readonly TimeSpan Truce = TimeSpan.FromMinutes(10);

    private long? _agreedAt;
    private bool _hasLogged;

    /// <summary>How this process lays the counts out, and in which time zone their days are.</summary>
    public string Layout { get; } = $"{Counters.Version}; {clock.Zone.Id}";

    private const string SelectDue =
        "select sequence, doctor_id, created_at, is_new from count_due order by sequence limit @AtOnce";

    private const string DeleteDue = "delete from count_due where sequence <= @Last";

    /// <summary>One pass.</summary>
    /// <returns>How many entries of the list it took; null where another process is at work.</returns>
    public Task<int?> PassAsync(CancellationToken cancellationToken) => PassAsync(Transactions.Patience, cancellationToken);

    /// <summary>The same for whoever does not wait long for other writers.</summary>
    public async Task<int?> PassAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            return await AloneAsync(transaction => PassAsync(transaction, cancellationToken), patience, cancellationToken);
        }
        catch (PostgresException conflict) when (conflict.SqlState is PostgresErrorCodes.SerializationFailure)
        {
            return null; // another process took the same entries
        }
    }

    private async Task<int?> PassAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (!await IsLaidOutAsync(transaction, cancellationToken)) return null;
        var due = (
            await transaction.Connection!.QueryAsync<Due>(
                new(SelectDue, new { AtOnce }, transaction, cancellationToken: cancellationToken)))
            .AsList();
        if (due.Count > 0) await CountAsync(transaction, due, cancellationToken);
        return due.Count;
    }

    private async Task CountAsync(DbTransaction transaction, List<Due> due, CancellationToken cancellationToken)
    {
        var rows = new CountRows(transaction, cancellationToken);
        var changed = due.Where(entry => !entry.IsNew).Select(entry => (entry.DoctorId, Day: clock.Day(entry.CreatedAt))).Distinct()
            .ToHashSet();
        var last = due[^1].Sequence;
        var added = (await rows.NewAsync(last, AtOnce))
            .Where(assessment => !changed.Contains((assessment.DoctorId, clock.Day(assessment.CreatedAt))));
        await rows.AddAsync(added.Select(assessment => (clock.Day(assessment.CreatedAt), assessment)));
        foreach (var (doctor, day) in changed) await rows.RecountAsync(doctor, day, clock.Start(day), clock.Start(day.AddDays(1)));
        foreach (var day in changed.Select(entry => entry.Day).Distinct()) await rows.MergeDoctorsAsync(day);
        foreach (
            var (doctor, month) in changed.SelectMany(
                entry => (Guid[])[entry.DoctorId, CountRows.AllDoctors], (entry, doctor) => (doctor, entry.Day.FirstOfMonth()))
                .Distinct())
            await rows.MergeAsync(doctor, month);
        await transaction.Connection!.ExecuteAsync(new(DeleteDue, new { Last = last }, transaction, cancellationToken: cancellationToken));
    }

    private const string TryLockPostgres = "select pg_try_advisory_xact_lock(@AdvisoryLock)";

    /// <summary>
    /// Runs work in a transaction that alone may count; null where another process is at work. On PostgreSQL it sees one moment: an
    /// assessment is there exactly where its entry in the list is. On SQLite there is one writer anyway.
    /// </summary>
    internal async Task<T?> AloneAsync<T>(Func<DbTransaction, Task<T?>> work, TimeSpan patience, CancellationToken cancellationToken)
    {
        await using var turn = await database.AcquireWriteLeaseAsync(patience, cancellationToken);
        await using var transaction = await BeginAsync(turn.Connection, cancellationToken);
        if (transaction is null) return default;
        var result = await work(transaction);
        await transaction.CommitAsync(cancellationToken);
        turn.Complete();
        return result;
    }

    private static async Task<DbTransaction?> BeginAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        if (connection is not NpgsqlConnection) return await connection.BeginTransactionAsync(cancellationToken);
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        if (
            await connection.QuerySingleAsync<bool>(
                new(TryLockPostgres, new { AdvisoryLock }, transaction, cancellationToken: cancellationToken)))
            return transaction;
        await transaction.DisposeAsync();
        return null;
    }

    private const string SelectLayout = "select layout from count_state where id = 1";
    private const string DeleteCounts = "delete from assessment_count";
    private const string DeleteAllDue = "delete from count_due";

    private const string AddAllDue =
        $"""
        insert into count_due (assessment_id, doctor_id, created_at, is_new)
        select id, doctor_id, created_at, true from {TableNames.Assessment} order by created_at
        """;

    private const string SetLayout =
        "insert into count_state (id, layout) values (1, @Layout) on conflict (id) do update set layout = excluded.layout";

    /// <summary>
    /// Whether the counts are laid out as this process does it. Where they are not, all is due again, unless they were so a moment ago:
    /// then a newer process has just taken over, and the two would undo each other's work. Whoever comes newly takes over at once, also
    /// after a release was taken back; whoever stays does so when the other had time enough to be the only one.
    /// </summary>
    private async Task<bool> IsLaidOutAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        var stored = await connection.QuerySingleOrDefaultAsync<string>(
            new(SelectLayout, transaction: transaction, cancellationToken: cancellationToken));
        if (stored == Layout)
        {
            (_agreedAt, _hasLogged) = (time.GetTimestamp(), false);
            return true;
        }
        if (_agreedAt is { } agreed && time.GetElapsedTime(agreed) < Truce)
        {
            if (!_hasLogged) LogOtherLayout(stored);
            _hasLogged = true;
            return false;
        }
        await transaction.RemoveTimeoutAsync(cancellationToken);
        foreach (var sql in (string[])[DeleteCounts, DeleteAllDue, AddAllDue, SetLayout])
            await connection.ExecuteAsync(new(sql, new { Layout }, transaction, commandTimeout: 600, cancellationToken: cancellationToken));
        return true;
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The dashboard's counts are laid out by another version of the site ({Layout}); this process leaves them alone for a while")]
    private partial void LogOtherLayout(string? layout);

    private sealed record Due
    {
        public long Sequence { get; init; }

        public Guid DoctorId { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public bool IsNew { get; init; }
    }
}
