using System.Data.Common;
using System.Globalization;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Writing;
using Cardio.Site.Features.Assessments.FollowUp;

namespace Cardio.Site.Features.Assessments.Demo;

/// <summary>Writes fictitious cases to the database.</summary>
internal static class DemoTables
{
    private static readonly BulkInsert Assessments = new("assessment", $"{AssessmentTable.Columns}, is_demo");

    private static readonly BulkInsert Reviews =
        new("assessment_review", "id, assessment_id, doctor_id, created_at, decision, reason, patient_told");

    private static readonly BulkInsert Outcomes =
        new("assessment_outcome", "id, assessment_id, doctor_id, created_at, diagnosis, method, diagnosed_on");

    /// <summary>Inserts the cases with their decisions and outcomes.</summary>
    public static async Task AddAsync(DbTransaction transaction, IReadOnlyList<DemoCase> cases, CancellationToken cancellationToken)
    {
        var assessments = cases.Select(item => (object?[])[.. AssessmentTable.ToRow(item.Assessment), true]);
        await Assessments.WriteAsync(transaction, [.. assessments], cancellationToken);
        var reviews = cases.Select(item => item.Review).OfType<Review>();
        await Reviews.WriteAsync(transaction, [.. reviews.Select(ToRow)], cancellationToken);
        var outcomes = cases.Select(item => item.Outcome).OfType<Outcome>();
        await Outcomes.WriteAsync(transaction, [.. outcomes.Select(ToRow)], cancellationToken);
    }

    private static object?[] ToRow(Review review) =>
    [
        review.Id,
        review.AssessmentId,
        review.DoctorId,
        review.CreatedAt,
        EnumText.Format(review.Decision),
        review.Reason,
        review.PatientTold,
    ];

    private static object?[] ToRow(Outcome outcome) =>
    [
        outcome.Id,
        outcome.AssessmentId,
        outcome.DoctorId,
        outcome.CreatedAt,
        EnumText.Format(outcome.Diagnosis),
        outcome.Method,
        outcome.DiagnosedOn.ToString("O", CultureInfo.InvariantCulture),
    ];
}
