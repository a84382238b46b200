using System.Data.Common;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Writing;
using Cardio.Site.Features.Assessments.Batches.Work;
using Dapper;

namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>
/// Takes a file's rows in, some at a time: a slow sender holds no transaction open meanwhile. Nobody sees the batch before all of it is there.
/// </summary>
internal sealed class UploadStore(DbDataSource database, AuditTrail trail, IdempotentRequests requests, TimeProvider time)
{
    /// <summary>An upload that was begun so long ago was cut off.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private const string Insert =
        """
        insert into batch (id, doctor_id, source, file_name, columns, created_at, state, is_stored)
        values (@Id, @DoctorId, @Source, @FileName, @Columns, @CreatedAt, 'uploading', @IsStored)
        """;

    public Task BeginAsync(Batch batch, CancellationToken cancellationToken) => database.ExecuteAsync(
        Insert,
        new { batch.Id, batch.DoctorId, Source = EnumText.Format(batch.Source), batch.FileName, batch.Columns, batch.CreatedAt, batch.IsStored },
        cancellationToken);

    private static readonly BulkInsert Rows = new("batch_row", "batch_id, row_number, cells, patient_code_key, patient_code_key_form, error");

    public Task AddAsync(Guid id, IReadOnlyList<StoredRow> rows, CancellationToken cancellationToken) => database.CommitAsync(
        async transaction =>
        {
            await Rows.WriteAsync(transaction, [.. rows.Select(row => Values(id, row))], cancellationToken);
        },
        cancellationToken);

    private static object?[] Values(Guid id, StoredRow row) =>
        [id, row.RowNumber, row.Cells, row.PatientCodeKey, PatientCode.KeyForm, row.Error];

    private const string SetComplete =
        "update batch set state = @State, columns = @Columns, row_count = @RowCount, error_count = @ErrorCount where id = @Id and state = 'uploading'";

    /// <summary>All of it is there; false where a request under the same key brought it before.</summary>
    /// <exception cref="BatchRefusedException">It took so long that it was taken for one that was cut off.</exception>
    public Task<bool> CompleteAsync(Batch batch, string actor, IdempotentRequest? request, CancellationToken cancellationToken) => database.CommitIfAsync(
        async transaction =>
        {
            var parameters = new { batch.Id, State = EnumText.Format(batch.State), batch.Columns, batch.RowCount, batch.ErrorCount };
            if (await transaction.Connection!.ExecuteAsync(new(SetComplete, parameters, transaction, cancellationToken: cancellationToken)) == 0)
                throw new BatchRefusedException("CutOff");
            if (request is not null && !(await requests.StoreAsync(transaction, [(request, batch.Id)], cancellationToken))[0]) return false;
            await trail.AppendAsync(transaction, new(actor, AuditAction.BatchUploaded, $"{batch.Id}", $"{batch.RowCount} rows"), cancellationToken);
            return true;
        },
        cancellationToken);

    private const string TakeRefused = "update batch set lease_owner = null where id = @Id and state = 'uploading' returning id";

    /// <summary>Takes back what came in of a file that is refused.</summary>
    public Task AbandonAsync(Guid id) => RemoveAsync(TakeRefused, new { Id = id });

    private const string IsOld = "((state = 'uploading' and created_at < @CutOff) or (state not in ('queued', 'running') and created_at < @Old))";

    private const string TakeOld =
        $"update batch set lease_owner = null where id = (select id from batch where {IsOld} order by id limit 1) and {IsOld} returning id";

    /// <summary>Deletes uploads that were cut off, and batches whose time is over, one after the other: each may have 100,000 rows.</summary>
    public async Task CleanAsync()
    {
        var now = time.GetUtcNow();
        while (await RemoveAsync(TakeOld, new { CutOff = now - Longest, Old = now.AddDays(-BatchStore.KeptDays) }))
        {
            // the next one
        }
    }

    /// <summary>Removes the batch whose row a statement takes, so that nobody starts it meanwhile; false where it takes none.</summary>
    private Task<bool> RemoveAsync(string take, object parameters) => database.CommitIfAsync(
        async transaction =>
        {
            if (await transaction.Connection!.QuerySingleOrDefaultAsync<Guid?>(new(take, parameters, transaction)) is not { } id) return false;
            await BatchStore.RemoveAsync(transaction, id, CancellationToken.None);
            return true;
        },
        CancellationToken.None);
}
