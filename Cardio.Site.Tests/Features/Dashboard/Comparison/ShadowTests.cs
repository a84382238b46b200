using System.Net;
using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Dashboard.Comparison;
using Cardio.Site.Features.Privacy;
using Cardio.Site.Tests.Features.Accounts;
using Cardio.Site.Tests.Features.Accounts.Users;
using Cardio.Site.Tests.Features.Assessments;
using Cardio.Site.Tests.Support;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cardio.Site.Tests.Features.Dashboard.Comparison;

public sealed class ShadowTests
{
    private const string Page = "/administration/models";
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
    private static readonly string Candidate = ArtifactFiles.CandidateSha256[0];

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_challenger_scores_each_new_assessment_once_across_processes(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        await using var second = host.Beside();
        var (admin, doctor) = (await host.AdminAsync(), await host.DoctorAsync());
        await Assessed.PathAsync(doctor, ("PatientCode", "before"));
        host.Time.Advance(TimeSpan.FromSeconds(1));
        using (var chosen = await ChallengeAsync(admin, Candidate)) Assert.Equal(
            $"{Page}?saved=Challenged", chosen.Headers.Location?.OriginalString);
        await second.RefreshAsync();
        Assert.Equal((Candidate, "– → 2026.11.2"), Entry(Assert.Single(await host.TrailAsync("challengerChosen"))));
        foreach (var age in (string[])["41", "52", "63"])
            await Assessed.PathAsync(doctor, ("AgeYears", age), ("PatientCode", $"aged-{age}"));
        await Task.WhenAll(Worker(host).ScoreAsync(Cancellation), Worker(second).ScoreAsync(Cancellation));

        var scores = await ScoresAsync(host);
        Assert.Equal([41, 52, 63], scores.Select(score => score.AgeYears));
        Assert.All(scores, score => Assert.Equal(Artifacts.Candidate.Score(Patient(score.AgeYears)), score.Probability, 1e-12));
        Assert.Contains(
            "3 assessments scored", (await admin.PageAsync(Page)).QuerySelector("#challenger-title")!.ParentElement!.TextContent,
            StringComparison.Ordinal);

        var doctors = new[] { await host.IdAsync("doctor@cardio.example") };
        Assert.Equal(
            new(1, true), await host.Services.GetRequiredService<PatientStore>().EraseAsync("aged-52", doctors, "console", Cancellation));
        Assert.Equal([41, 63], (await ScoresAsync(host)).Select(score => score.AgeYears));

        (await ChallengeAsync(admin, "")).Dispose();
        Assert.Equal(("", $"{Candidate[..12]} → –"), Entry((await host.TrailAsync("challengerChosen"))[^1]));
        await Assessed.PathAsync(doctor);
        Assert.False(await Worker(host).ScoreAsync(Cancellation));
        Assert.Equal([41, 63], (await ScoresAsync(host)).Select(score => score.AgeYears));
        host.Time.Advance(TimeSpan.FromDays(400));
        Assert.Equal(
            4,
            (await host.Services.GetRequiredService<Retention>().PurgeAsync(365, "console", isThorough: false, Cancellation)).Assessments);
        Assert.Empty(await ScoresAsync(host));
    }

    [Fact]
    public async Task Doctors_do_not_notice_a_challenger_that_cannot_score()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        (await ChallengeAsync(await host.AdminAsync(), Candidate)).Dispose();
        await host.Database.Source.ExecuteAsync("drop table shadow_score");
        await doctor.PageAsync(await Assessed.PathAsync(doctor));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Worker(host).ScoreAsync(Cancellation));
        await doctor.PageAsync(await Assessed.PathAsync(doctor, ("PatientCode", "again")));
    }

    [Theory]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("live")]
    [InlineData("'; drop table account")]
    public async Task Only_an_available_model_that_is_not_in_use_can_be_a_challenger(string wanted)
    {
        await using var host = await CardioHost.StartAsync();
        using var refused = await ChallengeAsync(
            await host.AdminAsync(), wanted == "live" ? ArtifactFiles.PinnedSha256 : wanted, htmx: true);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains(
            "Choose a model that is available", (await Visitor.ReadAsync(refused)).QuerySelector(".error-summary")!.TextContent,
            StringComparison.Ordinal);
        Assert.Empty(await host.TrailAsync("challengerChosen"));
    }

    private static Task<HttpResponseMessage> ChallengeAsync(Visitor admin, string sha256, bool htmx = false) =>
        admin.PostAsync(Page, new() { ["Challenger"] = sha256 }, htmx, handler: "Challenger");

    private static (string Subject, string Detail) Entry(Cardio.Site.Clinic.Audit.AuditEvent entry) => (entry.Subject, entry.Detail);

    private static ShadowWorker Worker(CardioHost host) => host.Services.GetServices<IHostedService>().OfType<ShadowWorker>().Single();

    private static PatientFeatures Patient(int ageYears) => new()
    {
        AgeYears = ageYears, Sex = Sex.Female, HeightCm = 162, WeightKg = 82.5, SystolicMmHg = 150, DiastolicMmHg = 95,
        Cholesterol = LabLevel.AboveNormal, Glucose = LabLevel.Normal, Smoker = false, DrinksAlcohol = false, PhysicallyActive = true,
    };

    private static async Task<IReadOnlyList<(int AgeYears, double Probability)>> ScoresAsync(CardioHost host)
    {
        const string sql =
            """
            select age_years, shadow_score.probability from shadow_score join assessment on assessment.id = assessment_id
            order by age_years
            """;
        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        return (await connection.QueryAsync<(long, double)>(sql)).Select(row => ((int)row.Item1, row.Item2)).ToList();
    }
}
