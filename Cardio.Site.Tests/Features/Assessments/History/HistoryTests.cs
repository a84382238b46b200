using System.Net;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Features.Assessments.History;

public sealed class HistoryTests
{
    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Lists_the_doctor_s_own_assessments_newest_first_in_pages(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var doctor = await host.DoctorAsync();
        for (var i = 1; i <= 23; i++)
        {
            host.Time.Advance(TimeSpan.FromMinutes(1));
            await AssessAsync(doctor, $"P-{i}");
        }

        var first = await doctor.PageAsync("/assessments");
        Assert.Equal(Enumerable.Range(4, 20).Reverse().Select(i => $"P-{i}"), Codes(first));
        var second = await doctor.PageAsync(first.QuerySelector(".pager a")!.GetAttribute("href")!);
        Assert.Equal(["P-3", "P-2", "P-1"], Codes(second));
        Assert.DoesNotContain(second.QuerySelectorAll(".pager a"), link => link.TextContent == "Older assessments");
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_search_ignores_case_and_escapes_wildcards(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var doctor = await host.DoctorAsync();
        foreach (var code in new[] { "Ward-1%", "ward-12", "ÉLAN-Ção" })
        {
            host.Time.Advance(TimeSpan.FromSeconds(1));
            await AssessAsync(doctor, code);
        }

        Assert.Equal(["ward-12", "Ward-1%"], await SearchAsync(doctor, "WARD"));
        Assert.Equal(["Ward-1%"], await SearchAsync(doctor, "1%"));
        Assert.Equal(["ÉLAN-Ção"], await SearchAsync(doctor, "élan-çÃO"));
        Assert.Empty(await SearchAsync(doctor, "nothing"));
        Assert.Empty(await SearchAsync(doctor, new string('_', 25_000))); // longer than a database looks for
    }

    [Fact]
    public async Task A_stored_assessment_is_shown_unchanged()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        using var response = await doctor.PostAsync("/assessments/new", SamplePatients.Valid(), htmx: true);
        var seen = (await Visitor.ReadAsync(response)).QuerySelector("section.result")!;
        var later = await doctor.PageAsync(seen.QuerySelector(".result-foot a")!.GetAttribute("href")!);
        Assert.Equal(seen.QuerySelector(".panels")!.TextContent, later.QuerySelector("section.result .panels")!.TextContent);
        Assert.Equal(Shapes(seen), Shapes(later.QuerySelector("section.result")!));
        Assert.NotNull(later.QuerySelector("#probability"));
    }

    [Fact]
    public async Task An_assessment_of_another_doctor_is_not_found()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        using var response = await doctor.PostAsync("/assessments/new", SamplePatients.Valid());
        var other = await host.OtherDoctorAsync();
        using var foreign = await other.GetAsync(response.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        Assert.Empty(Codes(await other.PageAsync("/assessments")));
    }

    [Theory]
    [InlineData("/assessments?before=nonsense")]
    [InlineData("/assessments?before=00000000-0000-0000-0000-000000000000")]
    public async Task A_malformed_URL_causes_no_server_error(string path)
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await (await host.DoctorAsync()).GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static string Shapes(AngleSharp.Dom.IElement result) =>
        string.Concat(result.QuerySelectorAll("svg").Select(svg => svg.OuterHtml));

    private static async Task AssessAsync(Visitor doctor, string code)
    {
        using var response = await doctor.PostAsync("/assessments/new", SamplePatients.Valid(("PatientCode", code)));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    private static async Task<IEnumerable<string>> SearchAsync(Visitor doctor, string code)
    {
        using var response = await doctor.PostAsync("/assessments", new() { ["Code"] = code }, htmx: true);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return Codes(await Visitor.ReadAsync(response));
    }

    private static IEnumerable<string> Codes(AngleSharp.Html.Dom.IHtmlDocument page) =>
        page.QuerySelectorAll("tbody tr td:nth-child(2)").Select(cell => cell.TextContent).ToList();
}
