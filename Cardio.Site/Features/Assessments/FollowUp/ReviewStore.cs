using System.Data.Common;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Writing;
using Dapper;

namespace Cardio.Site.Features.Assessments.FollowUp;

/// <summary>Stores decisions on assessments. Entries are never changed; the newest is the current one.</summary>
internal sealed class ReviewStore(DbDataSource database, AuditTrail trail)
{
    // An empty string stands for no reason, because PostgreSQL cannot infer the type of a null parameter.
    private const string Add =
        """
        insert into assessment_review (id, assessment_id, doctor_id, created_at, decision, reason, patient_told)
        select @Id, id, doctor_id, @CreatedAt, @Decision, nullif(@Reason, ''), @PatientTold
        from assessment
        where id = @AssessmentId and doctor_id = @DoctorId
        """;

    /// <summary>Stores a decision; returns false if its doctor has no such assessment.</summary>
    public Task<bool> AddAsync(Review review, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(review);
        parameters.Add("Decision", EnumText.Format(review.Decision));
        parameters.Add("Reason", review.Reason ?? "");
        return database.CommitIfAsync(
            async transaction =>
            {
                var add = new CommandDefinition(Add, parameters, transaction, cancellationToken: cancellationToken);
                if (await transaction.Connection!.ExecuteAsync(add) != 1) return false;
                var actor = Actors.Account(review.DoctorId);
                var entry = new AuditEntry(actor, AuditAction.DecisionRecorded, review.AssessmentId.ToString());
                await trail.AppendAsync(transaction, entry, cancellationToken);
                return true;
            },
            cancellationToken);
    }

    private const string SelectByAssessment =
        $"""
        select review.id, review.assessment_id, review.doctor_id, review.created_at, review.decision, review.reason, review.patient_told,
               account.display_name as doctor_name
        from assessment_review review
        join assessment on assessment.id = review.assessment_id
        join {TableNames.Account} on account.id = review.doctor_id
        where review.assessment_id = @AssessmentId and assessment.doctor_id = @DoctorId
        order by review.id desc
        """;

    /// <summary>Reads the decision on an assessment with its history; empty if the assessment is another doctor's.</summary>
    public async Task<ReviewView> ViewAsync(Guid assessmentId, Guid doctorId, CancellationToken cancellationToken)
    {
        var parameters = new { AssessmentId = assessmentId, DoctorId = doctorId };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<Review>(
            new(SelectByAssessment, parameters, cancellationToken: cancellationToken))).AsList();
        return new(assessmentId, rows, ReviewInput.FromReview(rows.FirstOrDefault()));
    }
}
