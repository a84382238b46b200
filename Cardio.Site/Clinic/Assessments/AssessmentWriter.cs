using System.Data.Common;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Writing;

namespace Cardio.Site.Clinic.Assessments;

/// <summary>
/// Stores each assessment with its audit entry, and returns after the commit. The steps are described in Data/Writing/README.md.
/// </summary>
internal sealed class AssessmentWriter
{
    /// <summary>Length of a form's request key: a SHA-256 in hexadecimal.</summary>
    public const int KeyLength = 64;

    private static readonly TimeSpan RepeatWindow = TimeSpan.FromMinutes(1);

    private readonly AuditTrail _trail;
    private readonly IdempotentRequests _requests;
    private readonly RequestBatcher<PendingAssessment, Assessment?> _batcher;

    public AssessmentWriter(DbDataSource database, AuditTrail trail, IdempotentRequests requests)
    {
        (_trail, _requests) = (trail, requests);
        _batcher = new(batch => database.CommitAsync(transaction => WriteAsync(transaction, batch), CancellationToken.None));
    }

    /// <summary>The number of assessments in the queue.</summary>
    public int Waiting => _batcher.Count;

    /// <summary>
    /// Stores the assessment of a form once: the same request within a minute (a double click) returns the stored row.
    /// A later repetition is intended. Its key is derived from the stored row, so that its own double click is found too.
    /// </summary>
    /// <exception cref="BusyException">The queue is full, or the database accepts no writes.</exception>
    public async Task<Assessment> AddAsync(Assessment assessment, CancellationToken cancellationToken)
    {
        var actor = Actors.Account(assessment.DoctorId);
        var pending = new PendingAssessment(assessment, AssessmentTable.ToRow(assessment), null, actor);
        return (await _batcher.AddAsync(pending, cancellationToken))!;
    }

    /// <summary>Stores the assessment of an API request; returns false, and stores nothing, if its key was used before.</summary>
    /// <param name="assessment">The assessment.</param>
    /// <param name="request">The request with its idempotency key, or null if it has none.</param>
    /// <param name="actor">The actor of the audit entry.</param>
    /// <param name="cancellationToken">Stops the wait, not the write.</param>
    /// <exception cref="BusyException">The queue is full, or the database accepts no writes.</exception>
    public async Task<bool> AddOnceAsync(
        Assessment assessment, IdempotentRequest? request, string actor, CancellationToken cancellationToken)
    {
        var pending = new PendingAssessment(assessment, AssessmentTable.ToRow(assessment), request, actor);
        return await _batcher.AddAsync(pending, cancellationToken) is not null;
    }

    /// <summary>Writes a batch; returns for each the stored assessment, or null if its idempotency key was used before.</summary>
    private async Task<IReadOnlyList<Assessment?>> WriteAsync(DbTransaction transaction, IReadOnlyList<PendingAssessment> batch)
    {
        var stored = new Assessment?[batch.Count];
        var isFirst = await _requests.StoreAsync(
            transaction, [.. batch.Select(pending => (pending.Request, pending.Assessment.Id))], CancellationToken.None);
        var open = Enumerable.Range(0, batch.Count).Where(i => isFirst[i]).ToList();
        var isNew = await AssessmentStore.AddNewAsync(transaction, open.ConvertAll(i => batch[i].Row), CancellationToken.None);
        var entries = new List<AuditEntry>(batch.Count);
        for (var n = 0; n < open.Count; n++)
        {
            var (assessment, _, _, actor) = batch[open[n]];
            var result = isNew[n] ? assessment : await RepeatAsync(transaction, assessment);
            stored[open[n]] = result;
            if (result.Id == assessment.Id) entries.Add(new(actor, AuditAction.AssessmentCreated, result.Id.ToString()));
        }
        await _trail.AppendAllAsync(transaction, entries, CancellationToken.None);
        return stored;
    }

    /// <summary>
    /// Returns the row that the same request stored within the last minute.
    /// Otherwise stores the assessment under a key that is derived from the earlier row.
    /// </summary>
    private static async Task<Assessment> RepeatAsync(DbTransaction transaction, Assessment assessment)
    {
        do
        {
            var earlier = await AssessmentStore.FindByRequestAsync(transaction, assessment);
            if (assessment.CreatedAt - earlier.CreatedAt < RepeatWindow) return earlier;
            assessment = assessment with { RequestKey = $"{assessment.RequestKey[..KeyLength]}{earlier.Id:N}" };
        }
        while (!(await AssessmentStore.AddNewAsync(transaction, [AssessmentTable.ToRow(assessment)], CancellationToken.None))[0]);
        return assessment;
    }

    /// <summary>An assessment in the queue. Its own request makes the row, to keep the transaction short.</summary>
    private sealed record PendingAssessment(Assessment Assessment, object?[] Row, IdempotentRequest? Request, string Actor);
}
