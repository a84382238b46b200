using System.Data.Common;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Writing;
using Dapper;

namespace Cardio.Site.Clinic.Assessments;

/// <summary>The stored assessments.</summary>
internal sealed class AssessmentStore(DbDataSource database)
{
    /// <summary>Every column of an assessment, in the order of <see cref="Row"/>.</summary>
    public const string Columns =
        """
        id, doctor_id, request_key, created_at, patient_code, age_years, sex, height_cm, weight_kg, systolic_mmhg, diastolic_mmhg,
        cholesterol, glucose, smoker, drinks_alcohol, physically_active, probability, explanation, decision_threshold,
        training_prevalence, clinic_prevalence, model_version, model_sha256, opened_at, doctor_estimate, age_band, age_band_auc, overall_auc,
        patient_code_key, patient_code_key_form, source, batch_id
        """;

    private static readonly BulkInsert Rows = new("assessment", Columns, unique: "doctor_id, request_key");

    /// <summary>The values of an assessment, as its table holds them.</summary>
    public static object?[] Row(Assessment of) =>
    [
        of.Id, of.DoctorId, of.RequestKey, of.CreatedAt, of.PatientCode, of.AgeYears, EnumText.Format(of.Sex), of.HeightCm, of.WeightKg,
        of.SystolicMmHg, of.DiastolicMmHg, EnumText.Format(of.Cholesterol), EnumText.Format(of.Glucose), of.Smoker, of.DrinksAlcohol,
        of.PhysicallyActive, of.Probability, ExplanationHandler.Write(of.Explanation), of.DecisionThreshold, of.TrainingPrevalence,
        of.ClinicPrevalence, of.ModelVersion, of.ModelSha256, of.OpenedAt, of.DoctorEstimate, of.AgeBand, of.AgeBandAuc, of.OverallAuc,
        of.PatientCodeKey, PatientCode.KeyForm, EnumText.Format(of.Source), of.BatchId,
    ];

    /// <summary>Stores rows of <see cref="Row"/> that were made together, in the transaction of what belongs to them, which also tells the trail.</summary>
    public static Task AddAllAsync(DbTransaction transaction, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken) =>
        Rows.WriteAsync(transaction, rows, cancellationToken);

    /// <summary>Stores rows of <see cref="Row"/> whose request is not there yet; tells of each whether it is stored now.</summary>
    public static Task<IReadOnlyList<bool>> AddNewAsync(DbTransaction transaction, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken) =>
        Rows.WriteNewAsync(transaction, rows, cancellationToken);

    private const string SelectByRequest = $"select {Columns} from assessment where doctor_id = @DoctorId and request_key = @RequestKey";

    /// <summary>What is stored under an assessment's request.</summary>
    public static Task<Assessment> OfRequestAsync(DbTransaction transaction, Assessment assessment) =>
        transaction.Connection!.QuerySingleAsync<Assessment>(SelectByRequest, assessment, transaction);

    /// <summary>The last visits under a patient code up to an assessment; answered from an index, whatever the length of a history.</summary>
    internal const string SelectVisits =
        $"""
        select {Columns} from assessment
        where doctor_id = @DoctorId and patient_code_key = @PatientCodeKey and id <= @Id
        order by id desc
        limit 10
        """;

    /// <summary>This assessment and up to nine earlier ones with the same patient code by the same doctor, newest first; itself alone where it has no code.</summary>
    public async Task<IReadOnlyList<Assessment>> VisitsAsync(Assessment assessment, CancellationToken cancellationToken)
    {
        if (PatientCode.Read(assessment.PatientCode) is null) return [assessment]; // an older one may hold "n/a"
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<Assessment>(new(SelectVisits, assessment, cancellationToken: cancellationToken))).AsList();
    }

    private const string SelectById = $"select {Columns} from assessment where id = @Id and doctor_id = @DoctorId";

    /// <summary>One assessment of the doctor, or null where there is none: another doctor's is none.</summary>
    public async Task<Assessment?> FindAsync(Guid id, Guid doctorId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Assessment>(
            new(SelectById, new { Id = id, DoctorId = doctorId }, cancellationToken: cancellationToken));
    }
}
