using System.Data.Common;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Writing;
using Dapper;
using Npgsql;

namespace Cardio.Site.Features.Assessments.FollowUp;

/// <summary>Stores confirmed diagnoses. Entries are never changed; the newest is the current one.</summary>
internal sealed class OutcomeStore(DbDataSource database, AuditTrail trail)
{
    private const string Add =
        """
        insert into assessment_outcome (id, assessment_id, doctor_id, created_at, diagnosis, method, diagnosed_on)
        select @Id, id, doctor_id, @CreatedAt, @Diagnosis, @Method, @DiagnosedOn
        from assessment
        where id = @AssessmentId and doctor_id = @DoctorId
        """;

    /// <summary>Stores an outcome unconditionally; returns false if its doctor has no such assessment.</summary>
    public Task<bool> AddAsync(Outcome outcome, string actor, CancellationToken cancellationToken) =>
        database.CommitIfAsync(transaction => InsertAsync(outcome, actor, transaction, cancellationToken), cancellationToken);

    // Without the lock, two PostgreSQL writers could both see the same newest outcome. SQLite has a single writer.
    private const string SelectNewest = "select id from assessment_outcome where assessment_id = @AssessmentId order by id desc limit 1";
    private const string LockPostgres = "select 1 from assessment where id = @AssessmentId for update";

    /// <summary>
    /// Stores an outcome only if <paramref name="expected"/> is still the current one (null: none is recorded); returns false otherwise.
    /// </summary>
    public Task<bool> AddIfCurrentAsync(
        Outcome outcome, Guid? expected, string actor, CancellationToken cancellationToken) => database.CommitIfAsync(
        async transaction =>
        {
            var connection = transaction.Connection!;
            if (connection is NpgsqlConnection)
                await connection.ExecuteAsync(new(LockPostgres, outcome, transaction, cancellationToken: cancellationToken));
            var newest = await connection.QuerySingleOrDefaultAsync<Guid?>(
                new(SelectNewest, outcome, transaction, cancellationToken: cancellationToken));
            return newest == expected && await InsertAsync(outcome, actor, transaction, cancellationToken);
        },
        cancellationToken);

    private async Task<bool> InsertAsync(Outcome outcome, string actor, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(outcome);
        parameters.Add("Diagnosis", EnumText.Format(outcome.Diagnosis));
        var add = new CommandDefinition(Add, parameters, transaction, cancellationToken: cancellationToken);
        if (await transaction.Connection!.ExecuteAsync(add) != 1) return false;
        var entry = new AuditEntry(actor, AuditAction.OutcomeRecorded, outcome.AssessmentId.ToString());
        await trail.AppendAsync(transaction, entry, cancellationToken);
        return true;
    }

    private const string SelectByAssessment =
        $"""
        select outcome.id, outcome.assessment_id, outcome.doctor_id, outcome.created_at, outcome.diagnosis, outcome.method,
               outcome.diagnosed_on, account.display_name as doctor_name
        from assessment_outcome outcome
        join assessment on assessment.id = outcome.assessment_id
        join {TableNames.Account} on account.id = outcome.doctor_id
        where outcome.assessment_id = @AssessmentId and assessment.doctor_id = @DoctorId
        order by outcome.id desc
        """;

    /// <summary>Reads the outcome of an assessment with its history; empty if the assessment is another doctor's.</summary>
    public async Task<OutcomeView> ViewAsync(Guid assessmentId, Guid doctorId, CancellationToken cancellationToken)
    {
        var parameters = new { AssessmentId = assessmentId, DoctorId = doctorId };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<Outcome>(
            new(SelectByAssessment, parameters, cancellationToken: cancellationToken))).AsList();
        return new(assessmentId, rows, OutcomeInput.FromOutcome(rows.FirstOrDefault()));
    }

    private const string CountMissing =
        """
        select count(*) from (
            select 1 from assessment
            where doctor_id = @DoctorId
              and not exists (select 1 from assessment_outcome where assessment_outcome.assessment_id = assessment.id)
            limit @Limit
        ) missing
        """;

    /// <summary>Upper limit of the count of assessments without an outcome; counting all of a large batch would be slow.</summary>
    public const int MaximumMissing = 1000;

    /// <summary>
    /// Counts the doctor's assessments without an outcome; returns one more than <see cref="MaximumMissing"/> if there are
    /// more.
    /// </summary>
    public async Task<int> CountMissingAsync(Guid doctorId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var parameters = new { DoctorId = doctorId, Limit = MaximumMissing + 1 };
        return await connection.ExecuteScalarAsync<int>(new(CountMissing, parameters, cancellationToken: cancellationToken));
    }
}
