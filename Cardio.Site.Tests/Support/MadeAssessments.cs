using Cardio.Model.Patients;
using Cardio.Site.Data.Connections;
using Dapper;

namespace Cardio.Site.Tests.Support;

/// <summary>An assessment that a test writes directly to the database; the test sets only the values that matter to it.</summary>
public sealed record MadeAssessment
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public DateTimeOffset CreatedAt { get; init; } = new(2026, 11, 10, 15, 0, 0, TimeSpan.Zero);

    public double Probability { get; init; } = 0.5;

    public double DecisionThreshold { get; init; } = 0.5;

    /// <summary>The confirmed diagnosis, or null without an outcome.</summary>
    public bool? HasDisease { get; init; }

    public double? DoctorEstimate { get; init; }

    public Sex Sex { get; init; }

    public int AgeYears { get; init; } = 55;

    public double HeightCm { get; init; } = 162;

    public double WeightKg { get; init; } = 82.5;

    public int SystolicMmHg { get; init; } = 150;

    public int DiastolicMmHg { get; init; } = 95;

    public LabLevel Cholesterol { get; init; } = LabLevel.Normal;

    public LabLevel Glucose { get; init; } = LabLevel.Normal;

    public string Source { get; init; } = "form";

    public string ModelVersion { get; init; } = "2026.11.1";

    public string ModelSha256 { get; init; } = new('0', 64);

    /// <summary>Seconds from the opened form to the result, or null without a form.</summary>
    public int? Seconds { get; init; }

    public DateTimeOffset? OpenedAt => CreatedAt - (Seconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
}

public static class MadeAssessments
{
    private const string AddAccount =
        """
        insert into account (id, email, normalized_email, display_name, security_stamp, concurrency_stamp, created_at)
        values (@Id, @Email, @NormalizedEmail, @DisplayName, '', '', @CreatedAt)
        """;

    /// <summary>Adds a doctor who can own assessments.</summary>
    public static async Task<Guid> AddDoctorAsync(this TestDatabase database, string name = "Dr. Made")
    {
        var id = Guid.CreateVersion7();
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync(AddAccount, new
        {
            Id = id,
            Email = $"{id}@cardio.example",
            NormalizedEmail = $"{id}@CARDIO.EXAMPLE",
            DisplayName = name,
            CreatedAt = DateTimeOffset.UnixEpoch,
        });
        await connection.ExecuteAsync("insert into account_role (account_id, role) values (@Id, 'doctor')", new { Id = id });
        return id;
    }

    private const string Add =
        """
        insert into assessment (
            id, doctor_id, request_key, created_at, opened_at, age_years, sex, height_cm, weight_kg, systolic_mmhg,
            diastolic_mmhg, cholesterol, glucose, smoker, drinks_alcohol, physically_active, probability, explanation,
            decision_threshold, training_prevalence, model_version, model_sha256, doctor_estimate, source)
        values (
            @Id, @DoctorId, @Key, @CreatedAt, @OpenedAt, @AgeYears, @Sex, @HeightCm, @WeightKg, @SystolicMmHg,
            @DiastolicMmHg, @Cholesterol, @Glucose, @No, @No, @Yes, @Probability, '',
            @DecisionThreshold, 0.5, @ModelVersion, @ModelSha256, @DoctorEstimate, @Source)
        """;

    /// <summary>Writes assessments of a doctor and their outcomes to the database.</summary>
    public static async Task AddAsync(this TestDatabase database, Guid doctor, params IReadOnlyList<MadeAssessment> made)
    {
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        foreach (var one in made)
        {
            var row = new DynamicParameters(one);
            row.Add("DoctorId", doctor);
            row.Add("Key", one.Id.ToString("N"));
            row.Add("Sex", EnumText.Format(one.Sex));
            row.Add("Cholesterol", EnumText.Format(one.Cholesterol));
            row.Add("Glucose", EnumText.Format(one.Glucose));
            row.Add("No", false);
            row.Add("Yes", true);
            await connection.ExecuteAsync(Add, row, transaction);
            if (one.HasDisease is { } hasDisease)
                await connection.ExecuteAsync(AddOutcome, Outcome(doctor, one.Id, hasDisease), transaction);
        }
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
    }

    private const string AddOutcome =
        """
        insert into assessment_outcome (id, assessment_id, doctor_id, created_at, diagnosis, method, diagnosed_on)
        values (@Id, @AssessmentId, @DoctorId, @CreatedAt, @Diagnosis, 'angiography', '2026-11-12')
        """;

    /// <summary>Adds a newer outcome.</summary>
    public static async Task ConfirmAsync(this TestDatabase database, Guid doctor, Guid assessment, bool hasDisease)
    {
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync(AddOutcome, Outcome(doctor, assessment, hasDisease));
    }

    private static object Outcome(Guid doctor, Guid assessment, bool hasDisease) => new
    {
        Id = Guid.CreateVersion7(),
        AssessmentId = assessment,
        DoctorId = doctor,
        CreatedAt = DateTimeOffset.UtcNow,
        Diagnosis = hasDisease ? "present" : "absent",
    };
}
