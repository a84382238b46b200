using Cardio.Model.Patients;
using Cardio.Site.Features.Accounts.Store;
using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Cardio.Site.Tests.Features.Dashboard;

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
        // A page counts what is due too, but for half a second at most, which is not enough on a busy machine.
        while (await host.Services.GetRequiredService<CountUpdater>().PassAsync(TestContext.Current.CancellationToken) is not 0) { }
    }
}
