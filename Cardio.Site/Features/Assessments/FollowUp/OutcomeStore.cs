using System.Data.Common;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Writing;
using Dapper;
using Npgsql;

namespace Cardio.Site.Features.Assessments.FollowUp;

/// <summary>The confirmed diagnoses; none is ever changed, the newest holds.</summary>
internal sealed class OutcomeStore(DbDataSource database, AuditTrail trail)
{
    private const string Add =
        """
        insert into assessment_outcome (id, assessment_id, doctor_id, created_at, diagnosis, method, diagnosed_on)
        select @Id, id, doctor_id, @CreatedAt, @Diagnosis, @Method, @DiagnosedOn
        from assessment
        where id = @AssessmentId and doctor_id = @DoctorId
        """;

    /// <summary>Stores an outcome of an assessment of its doctor, whatever held before; false where there is no such assessment.</summary>
    public Task<bool> AddAsync(Outcome outcome, string actor, CancellationToken cancellationToken) =>
        database.CommitIfAsync(transaction => InsertAsync(outcome, actor, transaction, cancellationToken), cancellationToken);

    // On PostgreSQL two writers would both see the outcome before; SQLite has one writer anyway.
    private const string SelectNewest = "select id from assessment_outcome where assessment_id = @AssessmentId order by id desc limit 1";
    private const string LockPostgres = "select 1 from assessment where id = @AssessmentId for update";

    /// <summary>The same where <paramref name="before"/> is still the outcome that holds (null: none does); false where it is not.</summary>
    public Task<bool> AddBehindAsync(Outcome outcome, Guid? before, string actor, CancellationToken cancellationToken) => database.CommitIfAsync(
        async transaction =>
        {
            var connection = transaction.Connection!;
            if (connection is NpgsqlConnection) await connection.ExecuteAsync(new(LockPostgres, outcome, transaction, cancellationToken: cancellationToken));
            var newest = await connection.QuerySingleOrDefaultAsync<Guid?>(new(SelectNewest, outcome, transaction, cancellationToken: cancellationToken));
            return newest == before && await InsertAsync(outcome, actor, transaction, cancellationToken);
        },
        cancellationToken);

    private async Task<bool> InsertAsync(Outcome outcome, string actor, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(outcome);
        parameters.Add("Diagnosis", EnumText.Format(outcome.Diagnosis));
        if (await transaction.Connection!.ExecuteAsync(new(Add, parameters, transaction, cancellationToken: cancellationToken)) != 1) return false;
        await trail.AppendAsync(transaction, new(actor, AuditAction.OutcomeRecorded, outcome.AssessmentId.ToString()), cancellationToken);
        return true;
    }

    private const string SelectByAssessment =
        """
        select outcome.id, outcome.assessment_id, outcome.doctor_id, outcome.created_at, outcome.diagnosis, outcome.method,
               outcome.diagnosed_on, account.display_name as doctor_name
        from assessment_outcome outcome
        join assessment on assessment.id = outcome.assessment_id
        join account on account.id = outcome.doctor_id
        where outcome.assessment_id = @AssessmentId and assessment.doctor_id = @DoctorId
        order by outcome.id desc
        """;

    /// <summary>The outcome of an assessment of the doctor with its history; empty for another doctor's.</summary>
    public async Task<OutcomeView> ViewAsync(Guid assessmentId, Guid doctorId, CancellationToken cancellationToken)
    {
        var parameters = new { AssessmentId = assessmentId, DoctorId = doctorId };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<Outcome>(new(SelectByAssessment, parameters, cancellationToken: cancellationToken))).AsList();
        return new(assessmentId, rows, OutcomeInput.FromOutcome(rows.FirstOrDefault()));
    }

    private const string CountMissing =
        """
        select count(*) from (
            select 1 from assessment
            where doctor_id = @DoctorId and not exists (select 1 from assessment_outcome where assessment_outcome.assessment_id = assessment.id)
            limit @Limit
        ) missing
        """;

    /// <summary>Up to here those without an outcome are counted; of a file of 100,000 patients it is enough to know that they are many.</summary>
    public const int MostMissing = 1000;

    /// <summary>How many of the doctor's assessments have no outcome yet; one more than <see cref="MostMissing"/> where there are more.</summary>
    public async Task<int> CountMissingAsync(Guid doctorId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int>(new(CountMissing, new { DoctorId = doctorId, Limit = MostMissing + 1 }, cancellationToken: cancellationToken));
    }
}
