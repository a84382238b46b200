using System.Net;
using Cardio.Model.Patients;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Features.Dashboard.Usage;

/// <summary>Checks the usage page on made-up assessments; today is 18 November 2026 in São Paulo.</summary>
public sealed class UsageTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 18, 15, 0, 0, TimeSpan.Zero);

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Every_figure_is_compared_with_the_previous_period(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var manager = await host.ManagerAsync();
        var (one, other) = (await host.Database.AddDoctorAsync("Dr. One"), await host.Database.AddDoctorAsync("Dr. Other"));
        // The last seven days have 24 assessments of two doctors; the seven days before have 20 of one doctor.
        await host.Database.AddAsync(
            one, [.. Enumerable.Range(0, 14).Select(i => Made(i % 7, i) with { Probability = 0.8, Seconds = 40 + i })]);
        await host.Database.AddAsync(other, [.. Enumerable.Range(0, 10).Select(i => Made(1, i) with
        {
            Probability = 0.2, Sex = Sex.Male, AgeYears = 47, Source = "api", Cholesterol = LabLevel.NotMeasured,
            SystolicMmHg = i < 5 ? 205 : 130,
        })]);
        await host.Database.AddAsync(
            one, [.. Enumerable.Range(0, 20).Select(i => Made(7 + (i % 7), i) with { Probability = 0.6, Seconds = 60 })]);

        var page = await manager.PageAsync("/dashboard?preset=last7");
        var shown = page.QuerySelectorAll(".figures div")
            .ToDictionary(
                figure => figure.Children[0].TextContent, figure => (figure.Children[1].TextContent, figure.Children[2].TextContent));
        Assert.Equal(("24", "+4 (+20%) vs 20 in the previous period"), shown["Assessments"]);
        Assert.Equal(("2", "+1 (+100%) vs 1 in the previous period"), shown["Active doctors"]);
        Assert.Equal(("46 s", "−14 s vs 60 s in the previous period"), shown["Median time from form to result"]);
        Assert.Equal(("58%", "−42 pp vs 100% in the previous period"), shown["At or above the threshold"]);
        Assert.Equal(("55%", "−5 pp vs 60% in the previous period"), shown["Mean probability"]);
        Assert.Equal(("21%", "+21 pp vs 0% in the previous period"), shown["With unusual values"]);
        Assert.Equal(("42%", "+42 pp vs 0% in the previous period"), shown["With a laboratory value not measured"]);
        Assert.Equal(("0", "previous period: no data"), shown["Rejected inputs"]);

        var days = page.QuerySelectorAll("#days tbody tr")
            .Select(row => (row.Children[0].TextContent.Trim(), row.Children[1].TextContent, row.Children[2].TextContent)).ToList();
        Assert.Equal(7, days.Count);
        Assert.Equal(("17 Nov 2026", "12"), (days[5].Item1, days[5].Item2));
        Assert.Equal(
            ["Dr. One 14", "Dr. Other 10"],
            page.QuerySelectorAll("#doctors tbody tr")
                .Select(row => $"{row.Children[0].TextContent.Trim()} {row.Children[1].TextContent}"));
        Assert.Equal(["Women, 55 to 59 14", "Men, 45 to 49 10"], page.QuerySelectorAll("#patients tbody tr")
            .Where(row => row.Children[1].TextContent != "0")
            .Select(row => $"{row.Children[0].TextContent.Trim()} {row.Children[1].TextContent}"));

        // A filter restricts every figure, and a day links to its own page.
        var men = await manager.PageAsync("/dashboard?preset=last7&sex=male&age=from45To49");
        Assert.Equal("10", men.QuerySelector(".figures dd")!.TextContent);
        Assert.DoesNotContain("Rejected inputs", men.QuerySelector(".figures")!.TextContent); // a rejected input belongs to no patient
        var href = page.QuerySelectorAll("#days tbody tr")[5].QuerySelector("a")!.GetAttribute("href")!;
        Assert.Equal("12", (await manager.PageAsync(href)).QuerySelector(".figures dd")!.TextContent);
        Assert.Equal(
            "14",
            (await manager.PageAsync(page.QuerySelector("#doctors a")!.GetAttribute("href")!)).QuerySelector(".figures dd")!.TextContent);

        // The file has the rows of the table.
        var csv = await CsvAsync(manager, page.QuerySelector("#doctors-panel a[download]")!.GetAttribute("href")!);
        Assert.Equal(
            "\"Doctor\",\"Assessments\",\"Mean probability\",\"At or above the threshold\",\"With unusual values\","
            + "\"With a laboratory value not measured\"",
            csv[0]);
        Assert.Equal("\"Dr. One\",14,0.8,1,0,0", csv[1]);
        Assert.Equal("\"Dr. Other\",10,0.2,0,0.5,1", csv[2]);
    }

    [Fact]
    public async Task Missing_data_is_not_zero_and_a_new_model_is_marked()
    {
        await using var host = await CardioHost.StartAsync();
        var manager = await host.ManagerAsync("pt-BR");
        var doctor = await host.Database.AddDoctorAsync();
        await host.Database.AddAsync(doctor, [.. Enumerable.Range(0, 6).Select(i => Made(5, i) with { ModelVersion = "2026.10.1" })]);
        await host.Database.AddAsync(doctor, [.. Enumerable.Range(0, 6).Select(i => Made(1, i) with { ModelVersion = "2026.11.1" })]);

        var page = await manager.PageAsync("/dashboard?from=2026-11-11&to=2026-11-20");
        var days = page.QuerySelectorAll("#days tbody tr")
            .ToDictionary(row => row.QuerySelector("a")!.TextContent, row => row.Children[1].TextContent);
        Assert.Equal("sem dados", days["12 nov. 2026"]); // before the first assessment
        Assert.Equal("6", days["13 nov. 2026"]);
        Assert.Equal("0", days["15 nov. 2026"]);
        Assert.Equal("sem dados", days["20 nov. 2026"]); // tomorrow
        var marked = Assert.Single(page.QuerySelectorAll("#days tbody tr:not([data-marker=''])"));
        Assert.Equal("Modelo 2026.11.1", marked.GetAttribute("data-marker"));
        Assert.Contains("17 nov. 2026", marked.TextContent);

        var months = await manager.PageAsync("/dashboard?from=2026-01-01&to=2026-11-20&by=month");
        Assert.Equal(11, months.QuerySelectorAll("#days tbody tr").Length);
        Assert.Equal("12", months.QuerySelector("#days tbody tr:last-child td")!.TextContent);
        var weeks = await manager.PageAsync("/dashboard?from=2026-11-02&to=2026-11-20&by=week");
        Assert.Equal(
            ["Semana de 2 nov. 2026", "Semana de 9 nov. 2026", "Semana de 16 nov. 2026"],
            weeks.QuerySelectorAll("#days tbody a").Select(link => link.TextContent));
    }

    [Fact]
    public async Task Rejected_inputs_of_every_channel_are_counted()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        using (await doctor.PostAsync("/assessments/new", SamplePatients.Valid(("AgeYears", "5")))) { }
        using (await doctor.PostAsync("/assessments/new", SamplePatients.Valid(("WeightKg", "heavy")), htmx: true)) { }
        var apiClient = await ApiTestClient.CreateAsync(host);
        using (await apiClient.PostAsync("/assessments", ApiTestClient.Patient(("ageYears", 1)))) { }

        var manager = await host.ManagerAsync();
        var shown = "";
        for (var i = 0; i < 100 && shown != "3"; i++) // written together every second
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            shown = (await manager.PageAsync("/dashboard")).QuerySelectorAll(".figures div")
                .Single(figure => figure.Children[0].TextContent == "Rejected inputs").Children[1].TextContent;
        }
        Assert.Equal("3", shown);
    }

    [Fact]
    public async Task A_saved_view_is_visible_to_its_owner_only()
    {
        await using var host = await CardioHost.StartAsync();
        var manager = await host.ManagerAsync();
        var page = await manager.PageAsync("/dashboard?preset=last7&sex=male");
        var save = page.QuerySelectorAll(".panel-links a").Single(link => link.TextContent == "Save this view").GetAttribute("href")!;
        using (var nameless = await manager.PostAsync(save, [])) Assert.Equal(HttpStatusCode.UnprocessableEntity, nameless.StatusCode);
        using (var elsewhere = await manager.PostAsync(save, new() { ["Name"] = "Far", ["Address"] = "//evil.example/dashboard" }))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, elsewhere.StatusCode);
        using (var saved = await manager.PostAsync(save, new() { ["Name"] = "Men, this week" }))
            Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);

        var views = await manager.PageAsync("/dashboard/views");
        var link = views.QuerySelector("table th a")!;
        Assert.Equal(("Men, this week", "/dashboard?preset=last7&sex=male"), (link.TextContent, link.GetAttribute("href")));
        var id = views.QuerySelector("input[name=id]")!.GetAttribute("value");
        using (var deleted = await manager.PostAsync("/dashboard/views", new() { ["id"] = id }, handler: "delete"))
            Assert.Equal(HttpStatusCode.Redirect, deleted.StatusCode);
        Assert.Null((await manager.PageAsync("/dashboard/views")).QuerySelector("table"));
    }

    private static MadeAssessment Made(int daysAgo, int minutes) => new() { CreatedAt = Noon.AddDays(-daysAgo).AddMinutes(minutes - 60) };

    private static async Task<string[]> CsvAsync(Visitor manager, string address)
    {
        using var response = await manager.GetAsync(address);
        Assert.Equal("text/csv", response.Content.Headers.ContentType!.MediaType);
        return (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).TrimStart('\uFEFF')
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
