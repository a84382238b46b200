using System.Data.Common;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data.Writing;
using Cardio.Site.Features.Assessments.Batches.Result;
using Dapper;

namespace Cardio.Site.Features.Assessments.Batches;

/// <summary>The doctor's batches: what is looked at, started, stopped and deleted. Another doctor's batch is none.</summary>
internal sealed class BatchStore(DbDataSource database, AuditTrail trail, TimeProvider time)
{
    /// <summary>Days for which a batch is kept; its assessments stay.</summary>
    public const int KeptDays = 30;

    /// <summary>Batches on the page.</summary>
    public const int Listed = 50;

    internal const string Columns =
        """
        id, doctor_id, source, file_name, columns, created_at, state, is_stored, row_count, error_count, rows_done, last_row, started_at, finished_at
        """;

    private const string SelectAll =
        $"select {Columns} from batch where doctor_id = @DoctorId and state <> 'uploading' order by id desc limit @Listed";

    /// <summary>The doctor's newest batches.</summary>
    public async Task<IReadOnlyList<Batch>> ListAsync(Guid doctorId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<Batch>(new(SelectAll, new { DoctorId = doctorId, Listed }, cancellationToken: cancellationToken))).AsList();
    }

    private const string SelectById = $"select {Columns} from batch where id = @Id and doctor_id = @DoctorId and state <> 'uploading'";

    /// <summary>One batch of the doctor, or null.</summary>
    public async Task<Batch?> FindAsync(Guid id, Guid doctorId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Batch>(new(SelectById, new { Id = id, DoctorId = doctorId }, cancellationToken: cancellationToken));
    }

    private const string SelectErrors =
        "select row_number, cells, error from batch_row where batch_id = @Id and error is not null order by row_number limit 10";

    private const string SelectFirst =
        "select row_number, cells, error from batch_row where batch_id = @Id order by row_number limit 1";

    /// <summary>What stands in the first row, and the first rows that are wrong.</summary>
    public async Task<(ResultRow? First, IReadOnlyList<ResultRow> Errors)> PreviewAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var first = await connection.QuerySingleOrDefaultAsync<ResultRow>(new(SelectFirst, new { Id = id }, cancellationToken: cancellationToken));
        return (first, (await connection.QueryAsync<ResultRow>(new(SelectErrors, new { Id = id }, cancellationToken: cancellationToken))).AsList());
    }

    private const string SelectRows =
        """
        select row_number, cells, error, probability, probability_low, probability_high, at_or_above, flags from batch_row
        where batch_id = @Id and row_number > @After
        order by row_number
        limit @Limit
        """;

    /// <summary>The rows behind a number, in order.</summary>
    public async Task<IReadOnlyList<ResultRow>> RowsAsync(Guid id, int after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<ResultRow>(new(SelectRows, new { Id = id, After = after, Limit = limit }, cancellationToken: cancellationToken))).AsList();
    }

    private const string SetQueued =
        "update batch set state = 'queued', is_stored = @IsStored where id = @Id and doctor_id = @DoctorId and state = 'uploaded'";

    /// <summary>Puts it into the queue; false where it is none that waits for that.</summary>
    public Task<bool> StartAsync(Guid id, Guid doctorId, bool isStored, string actor, CancellationToken cancellationToken) =>
        SetAsync(SetQueued, new { Id = id, DoctorId = doctorId, IsStored = isStored }, new(actor, AuditAction.BatchStarted, $"{id}", isStored ? "stored" : "not stored"), cancellationToken);

    private const string SetCancelled =
        """
        update batch set state = 'cancelled', finished_at = @Now, lease_owner = null, lease_until = null
        where id = @Id and doctor_id = @DoctorId and state in ('uploaded', 'queued', 'running')
        """;

    /// <summary>Stops it; what has its answer stays.</summary>
    public Task<bool> CancelAsync(Guid id, Guid doctorId, string actor, CancellationToken cancellationToken) =>
        SetAsync(SetCancelled, new { Id = id, DoctorId = doctorId, Now = time.GetUtcNow() }, new(actor, AuditAction.BatchCancelled, $"{id}"), cancellationToken);

    // Whoever works on it holds its row first, so this waits for them before it touches the rows below.
    private const string Hold = "update batch set state = 'cancelled', lease_owner = null where id = @Id and doctor_id = @DoctorId and state <> 'uploading'";

    /// <summary>Deletes it with its rows; its assessments stay.</summary>
    public Task<bool> DeleteAsync(Guid id, Guid doctorId, string actor, CancellationToken cancellationToken) => database.CommitIfAsync(
        async transaction =>
        {
            var parameters = new { Id = id, DoctorId = doctorId };
            if (await transaction.Connection!.ExecuteAsync(new(Hold, parameters, transaction, cancellationToken: cancellationToken)) == 0) return false;
            await RemoveAsync(transaction, id, cancellationToken);
            await trail.AppendAsync(transaction, new(actor, AuditAction.BatchDeleted, $"{id}"), cancellationToken);
            return true;
        },
        cancellationToken);

    private const string DeleteRows = "delete from batch_row where batch_id = @Id";
    private const string Delete = "delete from batch where id = @Id";

    /// <summary>Removes a batch with its rows, in the transaction of whoever holds its row.</summary>
    public static async Task RemoveAsync(DbTransaction transaction, Guid id, CancellationToken cancellationToken)
    {
        foreach (var sql in (string[])[DeleteRows, Delete])
            await transaction.Connection!.ExecuteAsync(new(sql, new { Id = id }, transaction, cancellationToken: cancellationToken));
    }

    private Task<bool> SetAsync(string sql, object parameters, AuditEntry entry, CancellationToken cancellationToken) => database.CommitIfAsync(
        async transaction =>
        {
            if (await transaction.Connection!.ExecuteAsync(new(sql, parameters, transaction, cancellationToken: cancellationToken)) == 0) return false;
            await trail.AppendAsync(transaction, entry, cancellationToken);
            return true;
        },
        cancellationToken);
}
