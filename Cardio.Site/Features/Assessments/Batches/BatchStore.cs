using System.Data.Common;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data.Writing;
using Cardio.Site.Features.Assessments.Batches.Result;
using Dapper;

namespace Cardio.Site.Features.Assessments.Batches;

/// <summary>Reads, starts, cancels and deletes a doctor's batches. Another doctor's batch is not found.</summary>
internal sealed class BatchStore(DbDataSource database, AuditTrail trail, TimeProvider time)
{
    /// <summary>Days until a batch is deleted; its assessments are kept.</summary>
    public const int KeptDays = 30;

    /// <summary>Maximum number of batches in a list.</summary>
    public const int Listed = 50;

    internal const string Columns =
        """
        id, doctor_id, source, file_name, columns, created_at, state, is_stored, row_count, error_count, rows_done, last_row,
        started_at, finished_at
        """;

    private const string SelectAll =
        $"select {Columns} from batch where doctor_id = @DoctorId and state <> 'uploading' order by id desc limit @Listed";

    /// <summary>Lists the doctor's newest batches.</summary>
    public async Task<IReadOnlyList<Batch>> ListAsync(Guid doctorId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<Batch>(
            new(SelectAll, new { DoctorId = doctorId, Listed }, cancellationToken: cancellationToken))).AsList();
    }

    private const string SelectById = $"select {Columns} from batch where id = @Id and doctor_id = @DoctorId and state <> 'uploading'";

    /// <summary>Finds a batch of the doctor, or returns null.</summary>
    public async Task<Batch?> FindAsync(Guid id, Guid doctorId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var parameters = new { Id = id, DoctorId = doctorId };
        return await connection.QuerySingleOrDefaultAsync<Batch>(new(SelectById, parameters, cancellationToken: cancellationToken));
    }

    private const string SelectErrors =
        "select row_number, cells, error from batch_row where batch_id = @Id and error is not null order by row_number limit 10";

    private const string SelectFirst =
        "select row_number, cells, error from batch_row where batch_id = @Id order by row_number limit 1";

    /// <summary>Reads the first row and the first rows with errors.</summary>
    public async Task<(ResultRow? First, IReadOnlyList<ResultRow> Errors)> PreviewAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var parameters = new { Id = id };
        var first = await connection.QuerySingleOrDefaultAsync<ResultRow>(
            new(SelectFirst, parameters, cancellationToken: cancellationToken));
        var errors = await connection.QueryAsync<ResultRow>(new(SelectErrors, parameters, cancellationToken: cancellationToken));
        return (first, errors.AsList());
    }

    private const string SelectRows =
        """
        select row_number, cells, error, probability, probability_low, probability_high, at_or_above, flags from batch_row
        where batch_id = @Id and row_number > @After
        order by row_number
        limit @Limit
        """;

    /// <summary>Reads the rows after a row number, in order.</summary>
    public async Task<IReadOnlyList<ResultRow>> RowsAsync(Guid id, int after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var parameters = new { Id = id, After = after, Limit = limit };
        return (await connection.QueryAsync<ResultRow>(new(SelectRows, parameters, cancellationToken: cancellationToken))).AsList();
    }

    private const string SetQueued =
        "update batch set state = 'queued', is_stored = @IsStored where id = @Id and doctor_id = @DoctorId and state = 'uploaded'";

    /// <summary>Queues a batch; returns false unless it is uploaded and not started.</summary>
    public Task<bool> StartAsync(Guid id, Guid doctorId, bool isStored, string actor, CancellationToken cancellationToken)
    {
        var parameters = new { Id = id, DoctorId = doctorId, IsStored = isStored };
        var entry = new AuditEntry(actor, AuditAction.BatchStarted, $"{id}", isStored ? "stored" : "not stored");
        return SetAsync(SetQueued, parameters, entry, cancellationToken);
    }

    private const string SetCancelled =
        """
        update batch set state = 'cancelled', finished_at = @Now, lease_owner = null, lease_until = null
        where id = @Id and doctor_id = @DoctorId and state in ('uploaded', 'queued', 'running')
        """;

    /// <summary>Cancels a batch; rows assessed before keep their results. Returns false if it has ended.</summary>
    public Task<bool> CancelAsync(Guid id, Guid doctorId, string actor, CancellationToken cancellationToken)
    {
        var parameters = new { Id = id, DoctorId = doctorId, Now = time.GetUtcNow() };
        return SetAsync(SetCancelled, parameters, new(actor, AuditAction.BatchCancelled, $"{id}"), cancellationToken);
    }

    // The worker locks the batch before its rows. This locks it first too, so it waits for the worker and cannot deadlock with it.
    private const string Lock =
        "update batch set state = 'cancelled', lease_owner = null where id = @Id and doctor_id = @DoctorId and state <> 'uploading'";

    /// <summary>Deletes a batch with its rows; its assessments are kept.</summary>
    public Task<bool> DeleteAsync(Guid id, Guid doctorId, string actor, CancellationToken cancellationToken) => database.CommitIfAsync(
        async transaction =>
        {
            var parameters = new { Id = id, DoctorId = doctorId };
            var hold = new CommandDefinition(Lock, parameters, transaction, cancellationToken: cancellationToken);
            if (await transaction.Connection!.ExecuteAsync(hold) == 0) return false;
            await RemoveAsync(transaction, id, cancellationToken);
            await trail.AppendAsync(transaction, new(actor, AuditAction.BatchDeleted, $"{id}"), cancellationToken);
            return true;
        },
        cancellationToken);

    private const string DeleteRows = "delete from batch_row where batch_id = @Id";
    private const string Delete = "delete from batch where id = @Id";

    /// <summary>Deletes a batch with its rows in a transaction that has locked the batch.</summary>
    public static async Task RemoveAsync(DbTransaction transaction, Guid id, CancellationToken cancellationToken)
    {
        foreach (var sql in (string[])[DeleteRows, Delete])
            await transaction.Connection!.ExecuteAsync(new(sql, new { Id = id }, transaction, cancellationToken: cancellationToken));
    }

    private Task<bool> SetAsync(string sql, object parameters, AuditEntry entry, CancellationToken cancellationToken) =>
        database.CommitIfAsync(
        async transaction =>
        {
            var set = new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken);
            if (await transaction.Connection!.ExecuteAsync(set) == 0) return false;
            await trail.AppendAsync(transaction, entry, cancellationToken);
            return true;
        },
        cancellationToken);
}
