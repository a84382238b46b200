using System.Text;
using Cardio.Model.Patients;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;
using Dapper;

namespace Cardio.Site.Tests.Clinic.Assessments;

public sealed class AssessmentStoreTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static readonly Guid Doctor = Guid.Parse("0192aa00-0000-7000-8000-000000000001");

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_stored_assessment_is_read_back_bit_for_bit(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.MigratedAsync(engine);
        await AddDoctorAsync(database);
        SqlMapper.AddTypeHandler(new ExplanationHandler());
        var store = new AssessmentStore(database.Source);
        var writer = Writer(database);
        var stored = await writer.AddAsync(Sample(), Cancellation);
        var found = await store.FindAsync(stored.Id, Doctor, Cancellation);

        Assert.NotNull(found);
        // Records compare lists by reference, so the explanations are compared by their content.
        Assert.Equivalent(stored.Explanation, found.Explanation, strict: true);
        Assert.Equal(stored, found with { Explanation = stored.Explanation });
        Assert.Null(await store.FindAsync(stored.Id, Guid.NewGuid(), Cancellation));
    }

    [Fact]
    public async Task Prepared_statements_survive_the_migrations_of_the_next_release()
    {
        await using var database = await TestDatabase.MigratedAsync(DatabaseEngine.Postgres);
        await AddDoctorAsync(database);
        SqlMapper.AddTypeHandler(new ExplanationHandler());
        var store = new AssessmentStore(database.Source);
        var writer = Writer(database);
        await WriteAndReadAsync(10);
        await using (var connection = await database.Source.OpenConnectionAsync(Cancellation))
        {
            Assert.True(await connection.QuerySingleAsync<int>(
                "select count(*) from pg_prepared_statements where statement like 'insert into a%'") > 1);
            foreach (var table in (string[])["assessment", "audit_event", "audit_head"])
                await connection.ExecuteAsync($"alter table {table} add column of_the_next_release text not null default 'none'");
            await connection.ExecuteAsync("create index of_the_next_release on assessment (doctor_id, probability)");
        }
        await WriteAndReadAsync(10);
        Assert.Null((await database.Verification().RunAsync(null, Cancellation)).Fault);

        async Task WriteAndReadAsync(int times)
        {
            for (var i = 0; i < times; i++)
            {
                var sample = Sample() with { RequestKey = $"{Guid.NewGuid():N}{Guid.NewGuid():N}" };
                var stored = await writer.AddAsync(sample, Cancellation);
                Assert.NotNull(await store.FindAsync(stored.Id, Doctor, Cancellation));
            }
        }
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Visits_of_a_patient_are_read_from_an_index(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.MigratedAsync(engine);
        var doctor = await database.AddDoctorAsync();
        await database.AddAsync(doctor, [.. Enumerable.Range(0, 5000).Select(_ => new MadeAssessment())]);
        await using var connection = await database.Source.OpenConnectionAsync(Cancellation);
        await connection.ExecuteAsync("update assessment set patient_code = request_key, patient_code_key = request_key; analyze");

        var explain = engine == DatabaseEngine.Sqlite ? "explain query plan" : "explain";
        var parameters = new { DoctorId = doctor, PatientCodeKey = Guid.NewGuid().ToString("N"), Id = Guid.AllBitsSet };
        var plan = new StringBuilder();
        await using (var steps = await connection.ExecuteReaderAsync($"{explain} {AssessmentStore.SelectVisits}", parameters))
            {
            while (await steps.ReadAsync(Cancellation)) plan.Append(steps.GetString(steps.FieldCount - 1)).Append('\n');
        }

        Assert.Contains("assessment_visit", plan.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("sort", plan.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("temp b-tree", plan.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_columns_include_those_of_a_patient() =>
        Assert.Contains(PatientColumns.SqlList, AssessmentTable.Columns, StringComparison.Ordinal);

    private static AssessmentWriter Writer(TestDatabase database) => new(
        database.Source, database.Trail(), new(database.Source, database.SiteSecret(), TimeProvider.System));

    private static async Task AddDoctorAsync(TestDatabase database)
    {
        await using var connection = await database.Source.OpenConnectionAsync(Cancellation);
        await connection.ExecuteAsync(
            """
            insert into account (id, email, normalized_email, display_name, security_stamp, concurrency_stamp, created_at)
            values (@Doctor, 'd@cardio.example', 'D@CARDIO.EXAMPLE', 'Dr. D', 's', 'c', @Now)
            """,
            new { Doctor, Now = DateTimeOffset.UnixEpoch });
    }

    /// <summary>An assessment without default values, so that a column that is not read makes a difference.</summary>
    private static Assessment Sample()
    {
        var patient = new PatientFeatures
        {
            AgeYears = 61, Sex = Sex.Male, HeightCm = 171.5, WeightKg = 90.3, SystolicMmHg = 145, DiastolicMmHg = 92,
            Cholesterol = LabLevel.WellAboveNormal, Glucose = LabLevel.AboveNormal,
            Smoker = true, DrinksAlcohol = true, PhysicallyActive = true,
        };
        return new()
        {
            Id = Guid.CreateVersion7(), DoctorId = Doctor, RequestKey = new string('b', 64),
            Source = AssessmentSource.Batch, BatchId = Guid.CreateVersion7(),
            CreatedAt = new DateTimeOffset(2026, 11, 18, 15, 4, 5, TimeSpan.Zero).AddMicroseconds(123456),
            PatientCode = "Ção-1", PatientCodeKey = "ção-1",
            AgeYears = 61, Sex = Sex.Male, HeightCm = 171.5, WeightKg = 90.3, SystolicMmHg = 145, DiastolicMmHg = 92,
            Cholesterol = LabLevel.WellAboveNormal, Glucose = LabLevel.AboveNormal,
            Smoker = true, DrinksAlcohol = true, PhysicallyActive = true,
            Probability = 1 / 3.0, DecisionThreshold = 0.45, TrainingPrevalence = 0.4945, ClinicPrevalence = 0.18,
            ModelVersion = "2026.11.1", ModelSha256 = new string('a', 64),
            OpenedAt = new DateTimeOffset(2026, 11, 18, 15, 3, 0, TimeSpan.Zero), DoctorEstimate = 0.6,
            AgeBand = "60-65", AgeBandAuc = 0.72, OverallAuc = 0.8,
            Explanation = new()
            {
                Probability = 1 / 3.0, Logit = Math.Log(0.5), BaseLogit = 0.1, BaseProbability = 0.525,
                Contributions = [new() { Feature = PatientFeature.Systolic, Logit = Math.PI, Probability = 0.1, IsModifiable = true }],
                SamplingUncertainty = new(0.3, 0.4), CuffError = new(0.25, 0.45),
                Reference = new() { Features = patient, Probability = 0.2 },
                PatientsLikeThis = new()
                {
                    Count = 291, WithDisease = 212, Interval = new(0.67, 0.77), IsMerged = true, AgeYears = new(60, 64),
                    SystolicMmHg = new(140, 149), Sex = Sex.Male, Cholesterol = LabLevel.WellAboveNormal,
                },
                Flags = [PatientFlag.UnusualHeight],
            },
        };
    }
}
