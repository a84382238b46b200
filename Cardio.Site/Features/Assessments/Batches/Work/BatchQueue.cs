using System.Data.Common;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Writing;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Cardio.Site.Features.Assessments.Batches.Work;

/// <summary>
/// Distributes batches among the processes by leases. If a process crashes, its lease expires and another continues after the last
/// committed block.
/// </summary>
internal sealed class BatchQueue(DbDataSource database, AuditTrail trail, RejectedInputCounter rejected, TimeProvider time)
{
    /// <summary>How long a process keeps its batch without committing a block.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    private const string SetClaimed =
        $"""
        update batch set state = 'running', lease_owner = @Owner, lease_until = @Until, started_at = coalesce(started_at, @Now)
        where id = (select id from batch
                    where state in ('queued', 'running') and (lease_until is null or lease_until < @Now or lease_owner = @Owner)
                    order by id limit 1)
          and state in ('queued', 'running') and (lease_until is null or lease_until < @Now or lease_owner = @Owner)
        returning {BatchStore.Columns}
        """;

    /// <summary>Leases the oldest waiting batch to a process, or returns null.</summary>
    public async Task<Batch?> ClaimAsync(Guid owner, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await database.CommitAsync(
            transaction => transaction.Connection!.QuerySingleOrDefaultAsync<Batch>(
                new(SetClaimed, new { Owner = owner, Now = now, Until = now + Lease }, transaction, cancellationToken: cancellationToken)),
            cancellationToken);
    }

    private const string CountWaiting = "select count(*) from batch where state in ('queued', 'running')";

    /// <summary>Counts the queued and running batches of all processes.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<int>(new(CountWaiting, cancellationToken: cancellationToken));
    }

    private const string OwnerIsDoctor =
        $"""
        exists (select 1 from {TableNames.AccountRole} join {TableNames.Account} on account.id = account_id
                where account_id = doctor_id and role = 'doctor' and disabled_at is null)
        """;

    private const string CancelIfNoDoctor =
        $"""
        update batch set state = 'cancelled', finished_at = @Now, lease_owner = null, lease_until = null
        where id = @Id and lease_owner = @Owner and state = 'running' and not {OwnerIsDoctor}
        """;

    /// <summary>Cancels a batch if its owner is no longer an enabled doctor; returns whether it was cancelled.</summary>
    public async Task<bool> CancelIfNoDoctorAsync(Batch batch, Guid owner, CancellationToken cancellationToken) =>
        await database.CommitIfAsync(
        async transaction =>
        {
            var parameters = new { batch.Id, Owner = owner, Now = time.GetUtcNow() };
            var cancel = new CommandDefinition(CancelIfNoDoctor, parameters, transaction, cancellationToken: cancellationToken);
            if (await transaction.Connection!.ExecuteAsync(cancel) == 0) return false;
            var entry = new AuditEntry(Actors.System, AuditAction.BatchCancelled, $"{batch.Id}", "the account is not a doctor");
            await trail.AppendAsync(transaction, entry, cancellationToken);
            return true;
        },
        cancellationToken);

    private const string SetProgress =
        $"""
        update batch set rows_done = rows_done + @Rows, error_count = error_count + @Failed, last_row = @LastRow, lease_until = @Until
        where id = @Id and lease_owner = @Owner and state = 'running' and last_row = @Before and {OwnerIsDoctor}
        """;

    private const string SetFailed = "update batch_row set error = @FailedRow where batch_id = @Id and row_number = @Row";

    private const string SetAnswer =
        """
        update batch_row set probability = $2, probability_low = $3, probability_high = $4, at_or_above = $5, flags = $6, assessment_id = $7
        where batch_id = $0 and row_number = $1
        """;

    private static readonly SqliteStatement AnswerSqlite = new(SetAnswer, parameterCount: 8);

    private const string SetAnswersAtOnce =
        """
        update batch_row set probability = answer.probability, probability_low = answer.low, probability_high = answer.high,
            at_or_above = answer.at_or_above, flags = answer.flags, assessment_id = answer.assessment_id
        from unnest(@Numbers, @Probabilities, @Lows, @Highs, @AtOrAboves, @Flags, @Assessments)
            as answer (row_number, probability, low, high, at_or_above, flags, assessment_id)
        where batch_id = @Id and batch_row.row_number = answer.row_number
        """;

    /// <summary>
    /// Stores the results of a block and its assessments in one transaction. Returns false, and stores nothing, if the process lost its
    /// lease or a row was erased meanwhile.
    /// </summary>
    public Task<bool> StoreAsync(Batch batch, Guid owner, BatchPiece piece, CancellationToken cancellationToken) => database.CommitIfAsync(
        async transaction =>
        {
            var connection = transaction.Connection!;
            var progress = new
            {
                batch.Id,
                Owner = owner,
                piece.Rows,
                Failed = piece.Failed.Count,
                piece.LastRow,
                Before = batch.LastRow,
                Until = time.GetUtcNow() + Lease,
            };
            if (await connection.ExecuteAsync(new(SetProgress, progress, transaction, cancellationToken: cancellationToken)) == 0)
                return false;
            if (piece.Answers.Count > 0 && await AnswerAsync(transaction, batch, piece.Answers, cancellationToken) != piece.Answers.Count)
                return false;
            foreach (var row in piece.Failed)
            {
                var failed = new { batch.Id, Row = row, BatchPiece.FailedRow };
                await connection.ExecuteAsync(new(SetFailed, failed, transaction, cancellationToken: cancellationToken));
            }
            if (batch.IsStored)
                await AssessmentStore.AddAllAsync(transaction, [.. piece.Answers.Select(answer => answer.Stored!)], cancellationToken);
            await rejected.AddAsync(transaction, batch.DoctorId, piece.Rows - piece.Answers.Count, cancellationToken);
            await trail.AppendAsync(transaction, EntryFor(batch, piece), cancellationToken);
            return true;
        },
        cancellationToken);

    private static AuditEntry EntryFor(Batch batch, BatchPiece piece)
    {
        var stored = batch.IsStored ? " and stored" : "";
        var refused = piece.Rows - piece.Answers.Count;
        var detail = $"rows to {piece.LastRow}: {piece.Answers.Count} assessed{stored}, {refused} refused";
        return new(Actors.Account(batch.DoctorId), AuditAction.BatchWorked, $"{batch.Id}", detail);
    }

    /// <summary>Writes the results into their rows; returns how many of the rows still exist.</summary>
    private static async Task<int> AnswerAsync(
        DbTransaction transaction, Batch batch, IReadOnlyList<BatchAnswer> answers, CancellationToken cancellationToken)
    {
        if (transaction is SqliteTransaction sqlite)
        {
            var rows = answers.Select(answer => (object?[])
            [
                batch.Id,
                answer.RowNumber,
                answer.Assessment.Probability,
                answer.Low,
                answer.High,
                answer.Assessment.IsAtOrAboveThreshold,
                answer.Flags,
                answer.StoredId,
            ]);
            return (await AnswerSqlite.RunAsync(sqlite, [.. rows], cancellationToken)).Count(exists => exists);
        }
        var columns = new
        {
            batch.Id,
            Numbers = answers.Select(answer => answer.RowNumber).ToArray(),
            Probabilities = answers.Select(answer => answer.Assessment.Probability).ToArray(),
            Lows = answers.Select(answer => answer.Low).ToArray(),
            Highs = answers.Select(answer => answer.High).ToArray(),
            AtOrAboves = answers.Select(answer => answer.Assessment.IsAtOrAboveThreshold).ToArray(),
            Flags = answers.Select(answer => answer.Flags).ToArray(),
            Assessments = answers.Select(answer => answer.StoredId).ToArray(),
        };
        return await transaction.Connection!.ExecuteAsync(
            new(SetAnswersAtOnce, columns, transaction, cancellationToken: cancellationToken));
    }

    private const string SetDone =
        """
        update batch set state = @State, rows_done = case @State when 'done' then row_count else rows_done end, finished_at = @Now,
            lease_owner = null, lease_until = null
        where id = @Id and lease_owner = @Owner and state = 'running'
        """;

    /// <summary>Ends a batch in a final state.</summary>
    public Task FinishAsync(Guid id, Guid owner, BatchState state, CancellationToken cancellationToken) =>
        database.ExecuteAsync(SetDone,
            new { Id = id, Owner = owner, State = EnumText.Format(state), Now = time.GetUtcNow() }, cancellationToken);

    private const string SetFree =
        "update batch set lease_owner = null, lease_until = null where lease_owner = @Owner and state = 'running'";

    /// <summary>Gives up the process's lease, so that another process can continue at once.</summary>
    public Task ReleaseAsync(Guid owner) => database.ExecuteAsync(SetFree, new { Owner = owner }, CancellationToken.None);
}
