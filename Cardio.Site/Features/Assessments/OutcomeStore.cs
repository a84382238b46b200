using System.Data.Common;
using Cardio.Site.Data;
using Cardio.Site.Data.Audit;
using Dapper;

namespace Cardio.Site.Features.Assessments;

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

    /// <summary>Stores an outcome of an assessment of its doctor; false where there is no such assessment.</summary>
    public Task<bool> AddAsync(Outcome outcome, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(outcome);
        parameters.Add("Diagnosis", StoredName.Of(outcome.Diagnosis));
        return database.ChangeAsync(
            async transaction =>
            {
                var add = new CommandDefinition(Add, parameters, transaction, cancellationToken: cancellationToken);
                if (await transaction.Connection!.ExecuteAsync(add) != 1) return false;
                var record = new AuditEntry(Actors.Account(outcome.DoctorId), AuditAction.OutcomeRecorded, outcome.AssessmentId.ToString());
                await trail.AppendAsync(transaction, record, cancellationToken);
                return true;
            },
            cancellationToken);
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
        return new(assessmentId, rows, OutcomeInput.Of(rows.FirstOrDefault()));
    }

    private const string CountMissing =
        """
        select count(*) from assessment
        where doctor_id = @DoctorId and not exists (select 1 from assessment_outcome where assessment_outcome.assessment_id = assessment.id)
        """;

    /// <summary>How many of the doctor's assessments have no outcome yet.</summary>
    public async Task<int> CountMissingAsync(Guid doctorId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int>(new(CountMissing, new { DoctorId = doctorId }, cancellationToken: cancellationToken));
    }
}
