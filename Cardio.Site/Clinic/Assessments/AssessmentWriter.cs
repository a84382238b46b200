using System.Data.Common;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Writing;

namespace Cardio.Site.Clinic.Assessments;

/// <summary>Stores assessments as they are made, each with its entry in the trail, on the disk before it is answered.</summary>
internal sealed class AssessmentWriter
{
    /// <summary>Characters of a request's key: a SHA-256 in hexadecimal.</summary>
    public const int KeyLength = 64;

    private static readonly TimeSpan RepeatWindow = TimeSpan.FromMinutes(1);

    private readonly AuditTrail _trail;
    private readonly IdempotentRequests _requests;
    private readonly RequestBatcher<PendingAssessment, Assessment?> _commits;

    public AssessmentWriter(DbDataSource database, AuditTrail trail, IdempotentRequests requests)
    {
        (_trail, _requests) = (trail, requests);
        _commits = new(made => database.ChangeAsync(transaction => WriteAsync(transaction, made), CancellationToken.None));
    }

    /// <summary>How many wait to be stored.</summary>
    public int Waiting => _commits.Count;

    /// <summary>
    /// Stores what a doctor's form gave, once: the same request within a minute (a double click) gives the row that is there. Sent later,
    /// it is meant, and its key carries on from that row, so that its own double click is found too.
    /// </summary>
    /// <exception cref="BusyException">Too many wait, or the database takes no writes.</exception>
    public async Task<Assessment> AddAsync(Assessment assessment, CancellationToken cancellationToken) =>
        (await _commits.AddAsync(new(assessment, AssessmentStore.Row(assessment), null, Actors.Account(assessment.DoctorId)), cancellationToken))!;

    /// <summary>Stores what a program sent; false, and nothing is stored, where a request under the same key did so before.</summary>
    /// <param name="assessment">The assessment.</param>
    /// <param name="request">The request under its key, or null where it has none.</param>
    /// <param name="actor">Who stores it, as the trail names it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BusyException">Too many wait, or the database takes no writes.</exception>
    public async Task<bool> AddOnceAsync(Assessment assessment, IdempotentRequest? request, string actor, CancellationToken cancellationToken) =>
        await _commits.AddAsync(new(assessment, AssessmentStore.Row(assessment), request, actor), cancellationToken) is not null;

    /// <summary>Stores them in one transaction; what is stored of each, or null where its key was used before.</summary>
    private async Task<IReadOnlyList<Assessment?>> WriteAsync(DbTransaction transaction, IReadOnlyList<PendingAssessment> made)
    {
        var stored = new Assessment?[made.Count];
        var isFirst = await _requests.KeepAsync(transaction, [.. made.Select(one => (one.Request, one.Assessment.Id))], CancellationToken.None);
        var open = Enumerable.Range(0, made.Count).Where(i => isFirst[i]).ToList();
        var isNew = await AssessmentStore.AddNewAsync(transaction, open.ConvertAll(i => made[i].Row), CancellationToken.None);
        var entries = new List<AuditEntry>(made.Count);
        for (var n = 0; n < open.Count; n++)
        {
            var (assessment, _, _, actor) = made[open[n]];
            var one = isNew[n] ? assessment : await RepeatAsync(transaction, assessment);
            stored[open[n]] = one;
            if (one.Id == assessment.Id) entries.Add(new(actor, AuditAction.AssessmentCreated, one.Id.ToString()));
        }
        await _trail.AppendAllAsync(transaction, entries, CancellationToken.None);
        return stored;
    }

    /// <summary>The row that the request made before, or, where that is long ago, the assessment itself under a key that carries on from it.</summary>
    private static async Task<Assessment> RepeatAsync(DbTransaction transaction, Assessment assessment)
    {
        do
        {
            var earlier = await AssessmentStore.OfRequestAsync(transaction, assessment);
            if (assessment.CreatedAt - earlier.CreatedAt < RepeatWindow) return earlier;
            assessment = assessment with { RequestKey = $"{assessment.RequestKey[..KeyLength]}{earlier.Id:N}" };
        }
        while (!(await AssessmentStore.AddNewAsync(transaction, [AssessmentStore.Row(assessment)], CancellationToken.None))[0]);
        return assessment;
    }

    /// <summary>An assessment on its way into the database; its row is made by its own request, so that the one writer has less to do.</summary>
    private sealed record PendingAssessment(Assessment Assessment, object?[] Row, IdempotentRequest? Request, string Actor);
}
