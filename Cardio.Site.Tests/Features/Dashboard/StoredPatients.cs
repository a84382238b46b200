using Cardio.Model.Patients;
using Cardio.Site.Features.Accounts.Store;
using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Cardio.Site.Tests.Features.Dashboard;

/// <summary>A made-up patient with a probability and, optionally, an outcome and the doctor's own estimate.</summary>
/// <param name="Probability">The probability from the model.</param>
/// <param name="HasDisease">The confirmed outcome, or null.</param>
internal sealed record StoredPatient(double Probability, bool? HasDisease = null)
{
    public Sex Sex { get; init; } = Sex.Female;

    public int AgeYears { get; init; } = 52;

    /// <summary>The doctor's own estimate, or null.</summary>
    public double? Estimate { get; init; }

    /// <summary>The threshold in force.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>Days before the day of the test.</summary>
    public int DaysAgo { get; init; } = 1;

    public string Doctor { get; init; } = "doctor@cardio.example";
}

/// <summary>Writes patients directly to the database, which is faster than through the pages.</summary>
internal static class StoredPatients
{
    public static async Task StoreAsync(this CardioHost host, IEnumerable<StoredPatient> patients)
    {
        foreach (var ofDoctor in patients.GroupBy(patient => patient.Doctor))
        {
            await using var scope = host.Services.CreateAsyncScope();
            var doctor = (await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().FindByNameAsync(ofDoctor.Key))!.Id;
            await host.Database.AddAsync(doctor, [.. ofDoctor.Select(patient => new MadeAssessment
            {
                CreatedAt = host.Time.GetUtcNow().AddDays(-patient.DaysAgo), Probability = patient.Probability,
                HasDisease = patient.HasDisease,
                DecisionThreshold = patient.Threshold, DoctorEstimate = patient.Estimate, Sex = patient.Sex, AgeYears = patient.AgeYears,
                HeightCm = 165, WeightKg = 70, SystolicMmHg = 130, DiastolicMmHg = 80,
            })]);
        }
        // A page also applies pending counts, but for at most half a second, which is too short on a busy machine.
        while (await host.Services.GetRequiredService<CountUpdater>().PassAsync(TestContext.Current.CancellationToken) is not 0) { }
    }
}
