using System.CommandLine;
using System.Net;
using Cardio.Site.Features.Dashboard.Report;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Features.Dashboard.Report;

/// <summary>Checks the monthly report as a page and as a file; today is 18 November 2026.</summary>
public sealed class ReportTests
{
    /// <summary>Of 300 confirmed, 199 are flagged and 150 of these have the disease: a precision of 75.4%.</summary>
    private static IEnumerable<MadeAssessment> October => Enumerable.Range(0, 300).Select(i => new MadeAssessment
    {
        CreatedAt = new DateTimeOffset(2026, 10, 1, 12, 0, 0, TimeSpan.Zero).AddHours(i * 2), Probability = i < 199 ? 0.7 : 0.3,
        HasDisease = i < 150 || i >= 270, Seconds = 50,
    });

    [Fact]
    public async Task The_report_answers_three_questions_for_the_last_full_month()
    {
        await using var host = await CardioHost.StartAsync();
        var manager = await host.ManagerAsync();
        await host.Database.AddAsync(await host.Database.AddDoctorAsync(), [.. October]);
        var page = await manager.PageAsync("/dashboard/report");
        Assert.Equal("Cardio in October 2026", page.QuerySelector("article h1")!.TextContent);
        Assert.Equal("300", page.QuerySelector(".figures dd")!.TextContent);
        var questions = page.QuerySelectorAll("article h2").Select(question => question.TextContent[..2]);
        Assert.Equal(["1.", "2.", "3."], questions);
        var text = page.QuerySelector("article")!.TextContent.Replace('\u00A0', ' ');
        Assert.Contains("Precision 75.4%", text);
        Assert.Contains("R$ 105,000,000 profit for 70,000 patients, R$ 70,000,000 more than manual diagnosis at 65%", text);
        Assert.Contains("At the threshold of 50%, 7,000 of 70,000 patients would have the disease but be below it", text); // 30 of 300
        Assert.Contains("2026.11.1", text);

        var empty = await manager.PageAsync("/dashboard/report?month=2026-11");
        Assert.Contains("No assessments in this month", empty.QuerySelector("article")!.TextContent);
        Assert.Contains("The month is not over yet", empty.QuerySelector("article")!.TextContent);
        foreach (var impossible in (string[])["2026-13", "2026-12", "soon", "1999-01", "2026-11-01"])
        {
            using var refused = await manager.GetAsync($"/dashboard/report?month={impossible}");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.NotNull((await Visitor.ReadAsync(refused)).QuerySelector(".error-summary"));
        }
    }

    [Fact]
    public async Task The_command_writes_the_report_as_one_self_contained_file()
    {
        await using var host = await CardioHost.StartAsync();
        await host.ManagerAsync();
        await host.Database.AddAsync(await host.Database.AddDoctorAsync(), [.. October]);
        var file = Path.Combine(Path.GetTempPath(), $"cardio-report-{Guid.NewGuid():N}.html");
        try
        {
            Assert.Equal(0, await RunAsync(host, "--month", "2026-10", "--out", file, "--language", "pt-BR"));
            var html = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            Assert.Contains("Cardio em outubro de 2026", html);
            Assert.Contains("75,4%", html);
            Assert.DoesNotContain("<script", html);
            Assert.DoesNotContain("src=", html);
            Assert.DoesNotContain("href=", html);
        }
        finally
        {
            File.Delete(file);
        }
        Assert.Equal(1, await RunAsync(host, "--month", "2026-10", "--out", Path.Combine(file, "nowhere.html")));
        Assert.Equal(2, await RunAsync(host, "--month", "2027-01", "--out", file));
        Assert.Equal(2, await RunAsync(host, "--out", file, "--language", "fr"));
        Assert.False(File.Exists(file));
    }

    private static Task<int> RunAsync(CardioHost host, params string[] arguments) =>
        new RootCommand { ReportCommand.Create(host.Services) }.Parse(["report", .. arguments])
            .InvokeAsync(new() { Output = new StringWriter(), Error = new StringWriter() }, TestContext.Current.CancellationToken);
}
