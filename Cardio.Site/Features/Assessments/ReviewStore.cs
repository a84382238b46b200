using System.Data.Common;
using Cardio.Site.Data;
using Dapper;

namespace Cardio.Site.Features.Assessments;

/// <summary>The decisions on assessments; none is ever changed, the newest holds.</summary>
internal sealed class ReviewStore(DbDataSource database)
{
    // The reason travels as a text, since PostgreSQL cannot infer the type of a null.
    private const string Add =
        """
        insert into assessment_review (id, assessment_id, doctor_id, created_at, decision, reason, patient_told)
        select @Id, id, doctor_id, @CreatedAt, @Decision, nullif(@Reason, ''), @PatientTold
        from assessment
        where id = @AssessmentId and doctor_id = @DoctorId
        """;

    /// <summary>Stores a decision on an assessment of its doctor; false where there is no such assessment.</summary>
    public async Task<bool> AddAsync(Review review, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(review);
        parameters.Add("Decision", StoredName.Of(review.Decision));
        parameters.Add("Reason", review.Reason ?? "");
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new(Add, parameters, cancellationToken: cancellationToken)) == 1;
    }

    private const string SelectByAssessment =
        """
        select review.id, review.assessment_id, review.doctor_id, review.created_at, review.decision, review.reason, review.patient_told,
               account.display_name as doctor_name
        from assessment_review review
        join assessment on assessment.id = review.assessment_id
        join account on account.id = review.doctor_id
        where review.assessment_id = @AssessmentId and assessment.doctor_id = @DoctorId
        order by review.id desc
        """;

    /// <summary>The decision on an assessment of the doctor with its history; empty for another doctor's.</summary>
    public async Task<ReviewView> ViewAsync(Guid assessmentId, Guid doctorId, CancellationToken cancellationToken)
    {
        var parameters = new { AssessmentId = assessmentId, DoctorId = doctorId };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<Review>(new(SelectByAssessment, parameters, cancellationToken: cancellationToken))).AsList();
        return new(assessmentId, rows, ReviewInput.Of(rows.FirstOrDefault()));
    }
}
