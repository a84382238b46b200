using System.Globalization;
using Cardio.Model;
using Cardio.Site.Tests.Support;
using Dapper;

namespace Cardio.Site.Tests.Dashboard;

/// <summary>A patient whose probability, and perhaps disease and doctor's own estimate, are made up.</summary>
/// <param name="Probability">What the model said.</param>
/// <param name="HasDisease">The confirmed outcome, or null.</param>
internal sealed record StoredPatient(double Probability, bool? HasDisease = null)
{
    public Sex Sex { get; init; } = Sex.Female;

    public int AgeYears { get; init; } = 52;

    /// <summary>The doctor's own estimate, or null.</summary>
    public double? Estimate { get; init; }

    /// <summary>The threshold that held.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>Days before the test's day.</summary>
    public int DaysAgo { get; init; } = 1;

    public string Doctor { get; init; } = "doctor@cardio.example";
}

/// <summary>Puts patients into the database of a site past its pages, so that hundreds of them take no time.</summary>
internal static class StoredPatients
{
    private const string AddAssessment =
        """
        insert into assessment (id, doctor_id, request_key, created_at, age_years, sex, height_cm, weight_kg, systolic_mmhg, diastolic_mmhg,
               cholesterol, glucose, smoker, drinks_alcohol, physically_active, probability, explanation, decision_threshold,
               training_prevalence, model_version, model_sha256, doctor_estimate)
        select @Id, id, @Key, @At, @AgeYears, @Sex, 165, 70, 130, 80, 'normal', 'normal', false, false, true, @Probability, '{}', @Threshold,
               0.5, '2026.11.1', 'none', @Estimate
        from account where email = @Doctor
        """;

    private const string AddOutcome =
        """
        insert into assessment_outcome (id, assessment_id, doctor_id, created_at, diagnosis, method, diagnosed_on)
        select @OutcomeId, @Id, id, @At, @Diagnosis, 'angiography', @Day from account where email = @Doctor
        """;

    public static async Task StoreAsync(this CardioHost host, IEnumerable<StoredPatient> patients)
    {
        await using var connection = await host.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        foreach (var patient in patients)
        {
            var at = host.Time.GetUtcNow().AddDays(-patient.DaysAgo);
            var row = new
            {
                Id = Guid.CreateVersion7(at), OutcomeId = Guid.CreateVersion7(at), Key = Guid.NewGuid().ToString("N"), At = at, patient.AgeYears,
                Sex = patient.Sex == Sex.Female ? "female" : "male", patient.Probability, patient.Threshold, patient.Estimate, patient.Doctor,
                Diagnosis = patient.HasDisease == true ? "present" : "absent", Day = at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            };
            Assert.Equal(1, await connection.ExecuteAsync(AddAssessment, row, transaction));
            if (patient.HasDisease is not null) Assert.Equal(1, await connection.ExecuteAsync(AddOutcome, row, transaction));
        }
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
    }
}
