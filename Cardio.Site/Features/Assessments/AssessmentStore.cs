using System.Data.Common;
using Cardio.Site.Data;
using Cardio.Site.Data.Audit;
using Dapper;

namespace Cardio.Site.Features.Assessments;

/// <summary>The stored assessments.</summary>
internal sealed class AssessmentStore(DbDataSource database, AuditTrail trail, IdempotentRequests requests)
{
    /// <summary>Characters of a request's key: a SHA-256 in hexadecimal.</summary>
    public const int KeyLength = 64;

    private static readonly TimeSpan RepeatWindow = TimeSpan.FromMinutes(1);

    /// <summary>Every column of an assessment, in the order in which <see cref="Demo.DemoTables"/> writes them too.</summary>
    public const string Columns =
        """
        id, doctor_id, request_key, created_at, patient_code, age_years, sex, height_cm, weight_kg, systolic_mmhg, diastolic_mmhg,
        cholesterol, glucose, smoker, drinks_alcohol, physically_active, probability, explanation, decision_threshold,
        training_prevalence, clinic_prevalence, model_version, model_sha256, opened_at, doctor_estimate, age_band, age_band_auc, overall_auc,
        patient_code_key, source, batch_id
        """;

    private const string Add =
        $"""
        insert into assessment ({Columns})
        values (@Id, @DoctorId, @RequestKey, @CreatedAt, @PatientCode, @AgeYears, @Sex, @HeightCm, @WeightKg, @SystolicMmHg,
                @DiastolicMmHg, @Cholesterol, @Glucose, @Smoker, @DrinksAlcohol, @PhysicallyActive, @Probability, @Explanation,
                @DecisionThreshold, @TrainingPrevalence, @ClinicPrevalence, @ModelVersion, @ModelSha256, @OpenedAt, @DoctorEstimate, @AgeBand,
                @AgeBandAuc, @OverallAuc, @PatientCodeKey, @Source, @BatchId)
        on conflict (doctor_id, request_key) do nothing
        """;

    private const string SelectByRequest = $"select {Columns} from assessment where doctor_id = @DoctorId and request_key = @RequestKey";

    /// <summary>
    /// Stores the assessment, once: the same request within a minute (a double click) gives the row that is there. Sent later, it is
    /// meant, and its key carries on from that row, so that its own double click is found too.
    /// </summary>
    public Task<Assessment> AddAsync(Assessment assessment, CancellationToken cancellationToken) => database.ChangeAsync(
        async transaction =>
        {
            var connection = transaction.Connection!;
            while (!await InsertAsync(assessment, transaction, cancellationToken))
            {
                var earlier = await connection.QuerySingleAsync<Assessment>(
                    new(SelectByRequest, assessment, transaction, cancellationToken: cancellationToken));
                if (assessment.CreatedAt - earlier.CreatedAt < RepeatWindow) return earlier;
                assessment = assessment with { RequestKey = $"{assessment.RequestKey[..KeyLength]}{earlier.Id:N}" };
            }
            await trail.AppendAsync(transaction, Created(assessment, Actors.Account(assessment.DoctorId)), cancellationToken);
            return assessment;
        },
        cancellationToken);

    /// <summary>Stores what a program sent; false, and nothing is stored, where a request under the same key did so before.</summary>
    /// <param name="assessment">The assessment.</param>
    /// <param name="request">The request under its key, or null where it has none.</param>
    /// <param name="actor">Who stores it, as the trail names it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<bool> AddOnceAsync(Assessment assessment, IdempotentRequest? request, string actor, CancellationToken cancellationToken) => database.ChangeAsync(
        async transaction =>
        {
            if (request is not null && !await requests.KeepAsync(transaction, request, assessment.Id, cancellationToken)) return false;
            await InsertAsync(assessment, transaction, cancellationToken);
            await trail.AppendAsync(transaction, Created(assessment, actor), cancellationToken);
            return true;
        },
        cancellationToken);

    private static async Task<bool> InsertAsync(Assessment assessment, DbTransaction transaction, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new(Add, Row(assessment), transaction, cancellationToken: cancellationToken)) == 1;

    private static AuditEntry Created(Assessment assessment, string actor) => new(actor, AuditAction.AssessmentCreated, assessment.Id.ToString());

    /// <summary>Stores assessments that were made together, in the transaction of what belongs to them, which also tells the trail.</summary>
    public static Task AddAllAsync(DbTransaction transaction, IReadOnlyList<Assessment> assessments, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteAsync(new(Add, assessments.Select(Row), transaction, cancellationToken: cancellationToken));

    private static DynamicParameters Row(Assessment assessment)
    {
        var parameters = new DynamicParameters(assessment);
        parameters.Add("Source", StoredName.Of(assessment.Source));
        parameters.Add("Sex", StoredName.Of(assessment.Sex));
        parameters.Add("Cholesterol", StoredName.Of(assessment.Cholesterol));
        parameters.Add("Glucose", StoredName.Of(assessment.Glucose));
        return parameters;
    }

    private const string SelectVisits =
        $"""
        select {Columns} from assessment
        where doctor_id = @DoctorId and patient_code_key = @PatientCodeKey and id <= @Id
        order by id desc
        limit 10
        """;

    /// <summary>This assessment and up to nine earlier ones with the same patient code by the same doctor, newest first; itself alone where it has no code.</summary>
    public async Task<IReadOnlyList<Assessment>> VisitsAsync(Assessment assessment, CancellationToken cancellationToken)
    {
        if (assessment.PatientCode is null) return [assessment];
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
