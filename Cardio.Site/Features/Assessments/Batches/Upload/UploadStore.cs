using System.Data.Common;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Writing;
using Dapper;

namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>
/// Stores the rows of an upload block by block, so that a slow client holds no transaction open. The batch is invisible until complete.
/// </summary>
internal sealed class UploadStore(DbDataSource database, AuditTrail trail, IdempotentRequests requests, TimeProvider time)
{
    /// <summary>An upload that takes longer counts as interrupted.</summary>
    private static readonly TimeSpan MaximumDuration = TimeSpan.FromHours(1);

    private const string Insert =
        """
        insert into batch (id, doctor_id, source, file_name, columns, created_at, state, is_stored)
        values (@Id, @DoctorId, @Source, @FileName, @Columns, @CreatedAt, 'uploading', @IsStored)
        """;

    /// <summary>Creates the batch, still invisible.</summary>
    public Task BeginAsync(Batch batch, CancellationToken cancellationToken) => database.ExecuteAsync(
        Insert,
        new
        {
            batch.Id,
            batch.DoctorId,
            Source = EnumText.Format(batch.Source),
            batch.FileName,
            batch.Columns,
            batch.CreatedAt,
            batch.IsStored,
        },
        cancellationToken);

    private static readonly BulkInsert Rows =
        new("batch_row", "batch_id, row_number, cells, patient_code_key, patient_code_key_form, error");

    /// <summary>Stores a block of rows.</summary>
    public Task AddAsync(Guid id, IReadOnlyList<StoredRow> rows, CancellationToken cancellationToken) => database.CommitAsync(
        async transaction =>
        {
            await Rows.WriteAsync(transaction, [.. rows.Select(row => Values(id, row))], cancellationToken);
        },
        cancellationToken);

    private static object?[] Values(Guid id, StoredRow row) =>
        [id, row.RowNumber, row.Cells, row.PatientCodeKey, PatientCode.KeyForm, row.Error];

    private const string SetComplete =
        """
        update batch set state = @State, columns = @Columns, row_count = @RowCount, error_count = @ErrorCount
        where id = @Id and state = 'uploading'
        """;

    /// <summary>Makes the batch visible; returns false if an earlier request with the same idempotency key stored it.</summary>
    /// <exception cref="BatchRefusedException">The upload took too long and was deleted as interrupted.</exception>
    public Task<bool> CompleteAsync(
        Batch batch, string actor, IdempotentRequest? request, CancellationToken cancellationToken) => database.CommitIfAsync(
        async transaction =>
        {
            var parameters = new { batch.Id, State = EnumText.Format(batch.State), batch.Columns, batch.RowCount, batch.ErrorCount };
            var set = new CommandDefinition(SetComplete, parameters, transaction, cancellationToken: cancellationToken);
            if (await transaction.Connection!.ExecuteAsync(set) == 0)
                throw new BatchRefusedException(RefusalReason.CutOff);
            if (request is not null && !(await requests.StoreAsync(transaction, [(request, batch.Id)], cancellationToken))[0])
                return false;
            var entry = new AuditEntry(actor, AuditAction.BatchUploaded, $"{batch.Id}", $"{batch.RowCount} rows");
            await trail.AppendAsync(transaction, entry, cancellationToken);
            return true;
        },
        cancellationToken);

    private const string LockRejected = "update batch set lease_owner = null where id = @Id and state = 'uploading' returning id";

    /// <summary>Deletes the stored rows of a rejected upload.</summary>
    public Task AbandonAsync(Guid id) => RemoveAsync(LockRejected, new { Id = id });

    private const string IsExpired =
        "((state = 'uploading' and created_at < @CutOff) or (state not in ('queued', 'running') and created_at < @Old))";

    private const string LockOld =
        $"""
        update batch set lease_owner = null
        where id = (select id from batch where {IsExpired} order by id limit 1) and {IsExpired}
        returning id
        """;

    /// <summary>Deletes interrupted uploads and expired batches, one per transaction because each may have 100,000 rows.</summary>
    public async Task CleanAsync()
    {
        var now = time.GetUtcNow();
        while (await RemoveAsync(LockOld, new { CutOff = now - MaximumDuration, Old = now.AddDays(-BatchStore.KeptDays) }))
        {
            // continue until none is left
        }
    }

    /// <summary>Deletes the batch that a statement locks, so that nobody starts it meanwhile; returns false if it locks none.</summary>
    private Task<bool> RemoveAsync(string lockOne, object parameters) => database.CommitIfAsync(
        async transaction =>
        {
            var locked = await transaction.Connection!.QuerySingleOrDefaultAsync<Guid?>(new(lockOne, parameters, transaction));
            if (locked is not { } id) return false;
            await BatchStore.RemoveAsync(transaction, id, CancellationToken.None);
            return true;
        },
        CancellationToken.None);
}
