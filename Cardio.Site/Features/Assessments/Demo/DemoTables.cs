using System.Data.Common;
using System.Globalization;
using Cardio.Site.Data;

namespace Cardio.Site.Features.Assessments.Demo;

/// <summary>Where made-up cases are written.</summary>
internal static class DemoTables
{
    private static readonly ManyRows Assessments = new("assessment", $"{AssessmentStore.Columns}, is_demo");
    private static readonly ManyRows Reviews = new("assessment_review", "id, assessment_id, doctor_id, created_at, decision, reason, patient_told");
    private static readonly ManyRows Outcomes = new("assessment_outcome", "id, assessment_id, doctor_id, created_at, diagnosis, method, diagnosed_on");

    /// <summary>Writes the cases.</summary>
    public static async Task AddAsync(DbTransaction transaction, IReadOnlyList<DemoCase> cases, CancellationToken cancellationToken)
    {
        await Assessments.WriteAsync(transaction, [.. cases.Select(one => (object?[])[.. AssessmentStore.Row(one.Assessment), true])], cancellationToken);
        await Reviews.WriteAsync(transaction, [.. cases.Select(one => one.Review).OfType<Review>().Select(Row)], cancellationToken);
        await Outcomes.WriteAsync(transaction, [.. cases.Select(one => one.Outcome).OfType<Outcome>().Select(Row)], cancellationToken);
    }

    private static object?[] Row(Review of) =>
        [of.Id, of.AssessmentId, of.DoctorId, of.CreatedAt, StoredName.Of(of.Decision), of.Reason, of.PatientTold];

    private static object?[] Row(Outcome of) =>
    [
        of.Id, of.AssessmentId, of.DoctorId, of.CreatedAt, StoredName.Of(of.Diagnosis), of.Method, of.DiagnosedOn.ToString("O", CultureInfo.InvariantCulture),
    ];
}
