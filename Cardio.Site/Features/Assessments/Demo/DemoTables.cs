using System.Data.Common;
using System.Globalization;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Writing;
using Cardio.Site.Features.Assessments.FollowUp;

namespace Cardio.Site.Features.Assessments.Demo;

/// <summary>Where made-up cases are written.</summary>
internal static class DemoTables
{
    private static readonly BulkInsert Assessments = new("assessment", $"{AssessmentTable.Columns}, is_demo");
    private static readonly BulkInsert Reviews = new("assessment_review", "id, assessment_id, doctor_id, created_at, decision, reason, patient_told");
    private static readonly BulkInsert Outcomes = new("assessment_outcome", "id, assessment_id, doctor_id, created_at, diagnosis, method, diagnosed_on");

    /// <summary>Writes the cases.</summary>
    public static async Task AddAsync(DbTransaction transaction, IReadOnlyList<DemoCase> cases, CancellationToken cancellationToken)
    {
        await Assessments.WriteAsync(transaction, [.. cases.Select(one => (object?[])[.. AssessmentTable.ToRow(one.Assessment), true])], cancellationToken);
        await Reviews.WriteAsync(transaction, [.. cases.Select(one => one.Review).OfType<Review>().Select(Row)], cancellationToken);
        await Outcomes.WriteAsync(transaction, [.. cases.Select(one => one.Outcome).OfType<Outcome>().Select(Row)], cancellationToken);
    }

    private static object?[] Row(Review of) =>
        [of.Id, of.AssessmentId, of.DoctorId, of.CreatedAt, EnumText.Format(of.Decision), of.Reason, of.PatientTold];

    private static object?[] Row(Outcome of) =>
    [
        of.Id, of.AssessmentId, of.DoctorId, of.CreatedAt, EnumText.Format(of.Diagnosis), of.Method, of.DiagnosedOn.ToString("O", CultureInfo.InvariantCulture),
    ];
}
