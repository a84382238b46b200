using System.Data.Common;
using System.Globalization;
using Cardio.Site.Data;

namespace Cardio.Site.Features.Assessments.Demo;

/// <summary>Where made-up cases are written.</summary>
internal static class DemoTables
{
    private const string AssessmentColumns = $"{AssessmentStore.Columns}, is_demo";

    private const string AddAssessment =
        $"""
        insert into assessment ({AssessmentColumns})
        values ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27,
                $28, $29, $30, $31)
        """;

    private const string CopyAssessments = $"copy assessment ({AssessmentColumns}) from stdin (format binary)";

    private const string ReviewColumns = "id, assessment_id, doctor_id, created_at, decision, reason, patient_told";
    private const string AddReview = $"insert into assessment_review ({ReviewColumns}) values ($0, $1, $2, $3, $4, $5, $6)";
    private const string CopyReviews = $"copy assessment_review ({ReviewColumns}) from stdin (format binary)";

    private const string OutcomeColumns = "id, assessment_id, doctor_id, created_at, diagnosis, method, diagnosed_on";
    private const string AddOutcome = $"insert into assessment_outcome ({OutcomeColumns}) values ($0, $1, $2, $3, $4, $5, $6)";
    private const string CopyOutcomes = $"copy assessment_outcome ({OutcomeColumns}) from stdin (format binary)";

    private static readonly ManyRows Assessments = new(AddAssessment, CopyAssessments);
    private static readonly ManyRows Reviews = new(AddReview, CopyReviews);
    private static readonly ManyRows Outcomes = new(AddOutcome, CopyOutcomes);

    /// <summary>Writes the cases.</summary>
    public static async Task AddAsync(DbTransaction transaction, IReadOnlyList<DemoCase> cases, CancellationToken cancellationToken)
    {
        await Assessments.WriteAsync(transaction, [.. cases.Select(one => Row(one.Assessment))], cancellationToken);
        await Reviews.WriteAsync(transaction, [.. cases.Select(one => one.Review).OfType<Review>().Select(Row)], cancellationToken);
        await Outcomes.WriteAsync(transaction, [.. cases.Select(one => one.Outcome).OfType<Outcome>().Select(Row)], cancellationToken);
    }

    private static object?[] Row(Assessment of) =>
    [
        of.Id, of.DoctorId, of.RequestKey, of.CreatedAt, of.PatientCode, of.AgeYears, StoredName.Of(of.Sex), of.HeightCm, of.WeightKg,
        of.SystolicMmHg, of.DiastolicMmHg, StoredName.Of(of.Cholesterol), StoredName.Of(of.Glucose), of.Smoker, of.DrinksAlcohol,
        of.PhysicallyActive, of.Probability, ExplanationHandler.Write(of.Explanation), of.DecisionThreshold, of.TrainingPrevalence,
        of.ClinicPrevalence, of.ModelVersion, of.ModelSha256, of.OpenedAt, of.DoctorEstimate, of.AgeBand, of.AgeBandAuc, of.OverallAuc,
        of.PatientCodeKey, StoredName.Of(of.Source), of.BatchId, true,
    ];

    private static object?[] Row(Review of) =>
        [of.Id, of.AssessmentId, of.DoctorId, of.CreatedAt, StoredName.Of(of.Decision), of.Reason, of.PatientTold];

    private static object?[] Row(Outcome of) =>
    [
        of.Id, of.AssessmentId, of.DoctorId, of.CreatedAt, StoredName.Of(of.Diagnosis), of.Method, of.DiagnosedOn.ToString("O", CultureInfo.InvariantCulture),
    ];
}
