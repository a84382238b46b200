using System.Data.Common;
using System.Text.RegularExpressions;
using Dapper;

namespace Cardio.Site.Features.Assessments;

/// <summary>The stored assessments.</summary>
internal sealed partial class AssessmentStore(DbDataSource database)
{
    /// <summary>Rows on a page of the history.</summary>
    public const int PageSize = 20;

    /// <summary>Characters of a request's key: a SHA-256 in hexadecimal.</summary>
    public const int KeyLength = 64;

    private static readonly TimeSpan RepeatWindow = TimeSpan.FromMinutes(1);

    private const string Columns =
        """
        id, doctor_id, request_key, created_at, patient_code, age_years, sex, height_cm, weight_kg, systolic_mmhg, diastolic_mmhg,
        cholesterol, glucose, smoker, drinks_alcohol, physically_active, probability, explanation, decision_threshold,
        training_prevalence, clinic_prevalence, model_version, model_sha256
        """;

    private const string Add =
        $"""
        insert into assessment ({Columns})
        values (@Id, @DoctorId, @RequestKey, @CreatedAt, @PatientCode, @AgeYears, @Sex, @HeightCm, @WeightKg, @SystolicMmHg,
                @DiastolicMmHg, @Cholesterol, @Glucose, @Smoker, @DrinksAlcohol, @PhysicallyActive, @Probability, @Explanation,
                @DecisionThreshold, @TrainingPrevalence, @ClinicPrevalence, @ModelVersion, @ModelSha256)
        on conflict (doctor_id, request_key) do nothing
        """;

    private const string SelectByRequest = $"select {Columns} from assessment where doctor_id = @DoctorId and request_key = @RequestKey";

    /// <summary>
    /// Stores the assessment, once: the same request within a minute (a double click) gives the row that is there. Sent later, it is
    /// meant, and its key carries on from that row, so that its own double click is found too.
    /// </summary>
    public async Task<Assessment> AddAsync(Assessment assessment, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        while (true)
        {
            if (await connection.ExecuteAsync(new(Add, Row(assessment), cancellationToken: cancellationToken)) == 1) return assessment;
            var earlier = await connection.QuerySingleAsync<Assessment>(new(SelectByRequest, assessment, cancellationToken: cancellationToken));
            if (assessment.CreatedAt - earlier.CreatedAt < RepeatWindow) return earlier;
            assessment = assessment with { RequestKey = $"{assessment.RequestKey[..KeyLength]}{earlier.Id:N}" };
        }
    }

    private static DynamicParameters Row(Assessment assessment)
    {
        var parameters = new DynamicParameters(assessment);
        // Dapper passes enums as numbers; the tables hold their names.
        parameters.Add("Sex", Name(assessment.Sex));
        parameters.Add("Cholesterol", Name(assessment.Cholesterol));
        parameters.Add("Glucose", Name(assessment.Glucose));
        return parameters;
    }

    private const string SelectById = $"select {Columns} from assessment where id = @Id and doctor_id = @DoctorId";

    /// <summary>One assessment of the doctor, or null where there is none: another doctor's is none.</summary>
    public async Task<Assessment?> FindAsync(Guid id, Guid doctorId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Assessment>(
            new(SelectById, new { Id = id, DoctorId = doctorId }, cancellationToken: cancellationToken));
    }

    // A page starts behind the last row of the one before, so rows that arrive meanwhile move nothing.
    private const string SelectPage =
        $"""
        select {Columns} from assessment
        where doctor_id = @DoctorId
          and id < @Before
          and lower(coalesce(patient_code, '')) like @Code escape '\'
        order by id desc
        limit @Limit
        """;

    /// <summary>The doctor's assessments, newest first: those older than <paramref name="before"/> whose patient code holds <paramref name="code"/>.</summary>
    public async Task<HistoryPage> ListAsync(Guid doctorId, string? code, Guid? before, CancellationToken cancellationToken)
    {
        var parameters = new { DoctorId = doctorId, Before = before ?? Guid.AllBitsSet, Code = Contains(code), Limit = PageSize + 1 };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<Assessment>(new(SelectPage, parameters, cancellationToken: cancellationToken))).AsList();
        return new(rows.Take(PageSize).ToList(), rows.Count > PageSize ? rows[PageSize - 1].Id : null);
    }

    /// <summary>A pattern for "holds this text"; its own wildcards are taken literally.</summary>
    private static string Contains(string? text) => $"%{Wildcard().Replace((text ?? "").Trim().ToLowerInvariant(), @"\$0")}%";

    [GeneratedRegex(@"[\\%_]")]
    private static partial Regex Wildcard();

    private static string Name<T>(T value)
        where T : struct, Enum =>
        System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

/// <summary>A page of the history.</summary>
/// <param name="Rows">Newest first.</param>
/// <param name="Next">Where the older ones start, or null where there are none.</param>
public sealed record HistoryPage(IReadOnlyList<Assessment> Rows, Guid? Next);
