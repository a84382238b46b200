using System.Net;
using Cardio.Model.Serving;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Features.Accounts;
using Cardio.Site.Tests.Features.Accounts.Users;
using Cardio.Site.Tests.Features.Assessments;
using Cardio.Site.Tests.Support;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Cardio.Site.Tests.Features.Dashboard.Comparison;

public sealed class PromotionTests
{
    private const string Page = "/administration/models";
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
    private static readonly string Candidate = ArtifactFiles.CandidateSha256[0];
    private static readonly string BuiltIn = ArtifactFiles.PinnedSha256;

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Promotion_and_rollback_reach_all_processes_and_are_audited(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var admin = await host.AdminAsync();
        await using var second = host.Beside();
        var doctor = await second.DoctorAsync();
        await Assessed.PathAsync(doctor);
        Later(host, second);

        using (var promoted = await PromoteAsync(admin, Candidate, "Smoother curves"))
            Assert.Equal($"{Page}?saved=Promoted", promoted.Headers.Location?.OriginalString);
        Assert.Equal(Candidate, Served(host));
        await ReachesAsync(second, Candidate);
        await Assessed.PathAsync(doctor, ("PatientCode", "after"));
        Later(host, second);
        using (await PromoteAsync(admin, BuiltIn, "Doctors\nwere surprised")) await ReachesAsync(second, BuiltIn);
        await Assessed.PathAsync(doctor, ("PatientCode", "back"));

        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        Assert.Equal(
            [BuiltIn, Candidate, BuiltIn], await connection.QueryAsync<string>("select model_sha256 from assessment order by created_at"));
        var actor = $"account:{await host.IdAsync("admin@cardio.example")}";
        var promotion = Assert.Single(await host.TrailAsync("modelPromoted"));
        Assert.Equal((actor, Candidate, $"{BuiltIn[..12]} → 2026.11.2"), (promotion.Actor, promotion.Subject, promotion.Detail));
        var back = Assert.Single(await host.TrailAsync("modelRolledBack"));
        Assert.Equal((actor, BuiltIn, $"{Candidate[..12]} → 2026.11.1"), (back.Actor, back.Subject, back.Detail));
        var page = await admin.PageAsync(Page);
        var history = page.QuerySelectorAll("section:last-of-type tbody tr")
            .Select(row => row.QuerySelectorAll("th, td").Select(cell => cell.TextContent.Trim()).ToList()).ToList();
        Assert.Equal(["2026.11.1", "2026.11.2", "2026.11.1"], history.Select(row => row[0].Split(' ')[0]));
        Assert.Equal(["Admin Demo", "Admin Demo", "–"], history.Select(row => row[2]));
        Assert.Equal(["Doctors\nwere surprised", "Smoother curves", "built in"], history.Select(row => row[3]));
        Assert.Equal(["1", "1", "1"], history.Select(row => row[4]));
    }

    [Fact]
    public async Task An_administrator_promotes_with_a_reason_after_seeing_the_changes()
    {
        await using var host = await CardioHost.StartAsync();
        var admin = await host.AdminAsync();
        await Assessed.PathAsync(await host.DoctorAsync());
        var page = await admin.PageAsync(Page);
        Assert.Equal("Model in use: 2026.11.1", page.QuerySelector("#trained-title")!.TextContent);
        Assert.Equal(
            ["in use", "available"],
            page.QuerySelectorAll("section:first-of-type tbody td:nth-child(2)").Select(cell => cell.TextContent));
        var confirm = await admin.PageAsync($"{Page}/{Candidate}");
        Assert.Equal("Promote 2026.11.2", confirm.QuerySelector("h1")!.TextContent);
        Assert.Equal(
            "Of the last 1 assessments, 0 would move to the other side of the threshold",
            confirm.QuerySelector("#replay-title")!.TextContent);
        Assert.Null(confirm.QuerySelector("#examination")); // one assessment is too few for a value
        await host.StoreAsync(Enumerable.Range(0, 49).Select(i => new StoredPatient(i < 30 ? 0.8 : 0.1) { AgeYears = i < 30 ? 64 : 40 }));
        var estimated = await admin.PageAsync($"{Page}/{Candidate}");
        Assert.Equal(
            "Value and missed patients: an estimate from the probabilities of 50 assessments",
            estimated.QuerySelector("#examination-title")!.TextContent);
        Assert.Equal(
            ["Stored results", "2026.11.2"], estimated.QuerySelectorAll("#examination tbody th").Select(side => side.TextContent.Trim()));

        using (var silent = await PromoteAsync(admin, Candidate, " "))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.StatusCode);
            Assert.Equal("#Reason", (await Visitor.ReadAsync(silent)).QuerySelector(".error-summary a")!.GetAttribute("href"));
        }
        using (var lengthy = await PromoteAsync(admin, Candidate, new string('x', 501)))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, lengthy.StatusCode);
        using (var stale = await admin.PostAsync($"{Page}/{Candidate}", new() { ["Reason"] = "Late", ["Seen"] = new string('a', 64) }))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, stale.StatusCode);
            var again = await Visitor.ReadAsync(stale);
            Assert.Contains("2026.11.1 is in use now", again.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(
                (BuiltIn, "Late"),
                (again.QuerySelector("#Seen")!.GetAttribute("value"), again.QuerySelector("#Reason")!.TextContent.Trim()));
        }
        using (var itself = await PromoteAsync(admin, BuiltIn, "Again"))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, itself.StatusCode);
        using (var unknown = await admin.GetAsync($"{Page}/{new string('a', 64)}"))
            Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal(BuiltIn, Served(host));
        Assert.Empty(await host.TrailAsync("modelPromoted"));

        (await admin.PostAsync(Page, new() { ["Challenger"] = Candidate }, handler: "Challenger")).Dispose();
        (await PromoteAsync(admin, Candidate, "Smoother curves")).Dispose();
        Assert.Contains(
            "There is no challenger", (await admin.PageAsync(Page)).QuerySelector("#models")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Roll back to 2026.11.1", (await admin.PageAsync($"{Page}/{BuiltIn}")).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task A_record_is_recalculated_by_the_model_that_made_it()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        var path = await Assessed.PathAsync(doctor);
        var before = (await doctor.PageAsync($"{path}/receipt")).QuerySelector("main")!.TextContent;
        (await PromoteAsync(await host.AdminAsync(), Candidate, "Smoother curves")).Dispose();
        Assert.Equal(before, (await doctor.PageAsync($"{path}/receipt")).QuerySelector("main")!.TextContent);
    }

    [Fact]
    public async Task A_process_without_the_promoted_model_is_not_ready()
    {
        await using var host = await CardioHost.StartAsync();
        var admin = await host.AdminAsync();
        var folder = Directory.CreateTempSubdirectory("cardio-old-");
        try
        {
            await using var old = host.Beside(("Model:Candidates", folder.FullName));
            Assert.Equal(HttpStatusCode.OK, await ReadyAsync(old));
            (await PromoteAsync(admin, Candidate, "Smoother curves")).Dispose();
            await old.RefreshAsync();
            Assert.Equal(BuiltIn, Served(old));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await ReadyAsync(old));
            Assert.Contains(old.Log.Lines, line => line.Contains("The promoted model 2026.11.2", StringComparison.Ordinal));

            await using var started = host.Beside(("Model:Candidates", folder.FullName));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await ReadyAsync(started));
            using (var answer = await (await started.DoctorAsync()).PostAsync("/assessments/new", SamplePatients.Valid()))
                Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Contains(
                "Model 2026.11.2 was promoted", (await (await started.AdminAsync()).PageAsync(Page)).QuerySelector(".notice")!.TextContent,
                StringComparison.Ordinal);

            Artifacts.Copy(folder, "2026.11.2");
            await started.RefreshAsync();
            await old.RefreshAsync();
            Assert.Equal((Candidate, Candidate), (Served(started), Served(old)));
            Assert.Equal(HttpStatusCode.OK, await ReadyAsync(started));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<HttpResponseMessage> PromoteAsync(Visitor admin, string sha256, string reason) =>
        admin.PostAsync($"{Page}/{sha256}", new() { ["Reason"] = reason });

    private static string? Served(CardioHost host) => host.Services.GetRequiredService<ServedModel>().Current?.Sha256;

    private static void Later(params CardioHost[] processes) =>
        Array.ForEach(processes, process => process.Time.Advance(TimeSpan.FromSeconds(1)));

    private static async Task<HttpStatusCode> ReadyAsync(CardioHost host)
    {
        using var answer = await host.Anonymous().GetAsync("/health/ready");
        return answer.StatusCode;
    }

    private static async Task ReachesAsync(CardioHost host, string sha256)
    {
        var until = DateTime.UtcNow.AddSeconds(2);
        while (Served(host) != sha256 && DateTime.UtcNow < until) await Task.Delay(50, Cancellation);
        Assert.Equal(sha256, Served(host));
    }
}
