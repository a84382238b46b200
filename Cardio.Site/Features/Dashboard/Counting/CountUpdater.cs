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
/// Applies pending changes to the counts. Only one process does this at a time. Removing a change from the list and counting it is one
/// transaction, so a crash neither loses nor repeats anything.
/// </summary>
internal sealed partial class CountUpdater(DbDataSource database, ClinicClock clock, TimeProvider time, ILogger<CountUpdater> log)
{
    /// <summary>Maximum number of changes per pass.</summary>
    public const int BatchSize = 2000;

    private const long AdvisoryLock = 0x43_61_72_64_69_6F_02;

    /// <summary>How long to leave counts with another layout or time zone unchanged: longer than a release takes.</summary>
    private static readonly TimeSpan TakeoverDelay = TimeSpan.FromMinutes(10);

    private long? _agreedAt;
    private bool _hasLogged;

    /// <summary>Version of the layout of this process, and the time zone of its days.</summary>
    public string Layout { get; } = $"{Counters.Version}; {clock.Zone.Id}";

    private const string SelectDue =
        "select sequence, doctor_id, created_at, is_new from count_due order by sequence limit @BatchSize";

    private const string DeleteDue = "delete from count_due where sequence <= @Last";

    /// <summary>Applies the oldest pending changes.</summary>
    /// <returns>Number of changes applied; null if another process is counting.</returns>
    public Task<int?> PassAsync(CancellationToken cancellationToken) => PassAsync(Transactions.Patience, cancellationToken);

    /// <summary>Applies the oldest pending changes with a limit on the time to wait for other writers.</summary>
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
        if (!await OwnsCountsAsync(transaction, cancellationToken)) return null;
        var select = new CommandDefinition(SelectDue, new { BatchSize }, transaction, cancellationToken: cancellationToken);
        var due = (await transaction.Connection!.QueryAsync<Due>(select)).AsList();
        if (due.Count > 0) await CountAsync(transaction, due, cancellationToken);
        return due.Count;
    }

    private async Task CountAsync(DbTransaction transaction, List<Due> due, CancellationToken cancellationToken)
    {
        var rows = new CountRows(transaction, cancellationToken);
        var changed = due.Where(entry => !entry.IsNew)
            .Select(entry => (entry.DoctorId, Day: clock.Day(entry.CreatedAt)))
            .ToHashSet();
        var last = due[^1].Sequence;
        var added = (await rows.NewAsync(last, BatchSize))
            .Where(assessment => !changed.Contains((assessment.DoctorId, clock.Day(assessment.CreatedAt))));
        await rows.AddAsync(added.Select(assessment => (clock.Day(assessment.CreatedAt), assessment)));
        foreach (var (doctor, day) in changed) await rows.RecountAsync(doctor, day, clock.Start(day), clock.Start(day.AddDays(1)));
        foreach (var day in changed.Select(entry => entry.Day).Distinct()) await rows.MergeDoctorsAsync(day);
        var months =
            from entry in changed
            from doctor in (Guid[])[entry.DoctorId, CountRows.AllDoctors]
            select (doctor, entry.Day.FirstOfMonth());
        foreach (var (doctor, month) in months.Distinct()) await rows.MergeAsync(doctor, month);
        await transaction.Connection!.ExecuteAsync(new(DeleteDue, new { Last = last }, transaction, cancellationToken: cancellationToken));
    }

    private const string TryLockPostgres = "select pg_try_advisory_xact_lock(@AdvisoryLock)";

    /// <summary>
    /// Runs work in the only transaction that may count; returns null if another process is counting. On PostgreSQL the transaction reads
    /// one snapshot, so it sees an assessment if and only if it sees its pending change. SQLite has only one writer.
    /// </summary>
    internal async Task<T?> AloneAsync<T>(Func<DbTransaction, Task<T?>> work, TimeSpan patience, CancellationToken cancellationToken)
    {
        await using var lease = await database.AcquireWriteLeaseAsync(patience, cancellationToken);
        await using var transaction = await BeginAsync(lease.Connection, cancellationToken);
        if (transaction is null) return default;
        var result = await work(transaction);
        await transaction.CommitAsync(cancellationToken);
        lease.Complete();
        return result;
    }

    private static async Task<DbTransaction?> BeginAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        if (connection is not NpgsqlConnection) return await connection.BeginTransactionAsync(cancellationToken);
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var tryLock = new CommandDefinition(TryLockPostgres, new { AdvisoryLock }, transaction, cancellationToken: cancellationToken);
        if (await connection.QuerySingleAsync<bool>(tryLock)) return transaction;
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
    /// Whether the counts have the layout of this process. If not, a process that has just started takes over at once: it deletes the
    /// counts and makes all assessments pending, also after a rollback. A process that was counting waits first, because a newer process
    /// has taken over, and both would undo each other's work.
    /// </summary>
    private async Task<bool> OwnsCountsAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        var select = new CommandDefinition(SelectLayout, transaction: transaction, cancellationToken: cancellationToken);
        var stored = await connection.QuerySingleOrDefaultAsync<string>(select);
        if (stored == Layout)
        {
            (_agreedAt, _hasLogged) = (time.GetTimestamp(), false);
            return true;
        }
        if (_agreedAt is { } agreed && time.GetElapsedTime(agreed) < TakeoverDelay)
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
        Message = "The dashboard counts have the layout of another version ({Layout}); this process does not update them for now")]
    private partial void LogOtherLayout(string? layout);

    private sealed record Due
    {
        public long Sequence { get; init; }

        public Guid DoctorId { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public bool IsNew { get; init; }
    }
}
