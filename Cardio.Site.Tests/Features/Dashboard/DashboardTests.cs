using System.Net;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Dashboard.Tables;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Features.Dashboard;

public sealed class DashboardTests
{
    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Counts_assessments_by_days_of_the_clinic(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var doctor = await host.DoctorAsync();
        // 15:00 UTC is noon in São Paulo; twelve and a half hours later it is 00:30 of the next day there.
        var probabilities = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            probabilities.Add(await AssessAsync(doctor, ("SystolicMmHg", $"{170 + i}")));
            probabilities.Add(
                await AssessAsync(
                    doctor, ("SystolicMmHg", $"{106 + i}"), ("DiastolicMmHg", "70"), ("AgeYears", "40"), ("Cholesterol", "normal")));
        }
        host.Time.Advance(TimeSpan.FromHours(12.5));
        doctor = await host.DoctorAsync();
        var other = await host.OtherDoctorAsync();
        for (var i = 0; i < 5; i++) await AssessAsync(doctor, ("WeightKg", $"{90 + i}"));
        for (var i = 0; i < 6; i++) await AssessAsync(other, ("WeightKg", $"{90 + i}"));

        var manager = await host.ManagerAsync();
        var page = await manager.PageAsync("/dashboard");
        Assert.Equal("21", Figure(page, 0));
        var days = page.QuerySelectorAll("#days tbody tr").ToList();
        Assert.Equal(30, days.Count);
        Assert.Equal(["10", "11"], days.TakeLast(2).Select(day => day.QuerySelector("[data-value]")!.GetAttribute("data-value")));
        // no data before the first assessment
        Assert.Equal(["no data", "11"], new[] { days[0], days[^1] }.Select(day => day.QuerySelector("td")!.TextContent));
        

        var doctorId = page.QuerySelectorAll("#Doctor option").Single(option => option.TextContent == "Dr. Demo").GetAttribute("value");
        var filtered = await manager.PageAsync($"/dashboard?doctor={doctorId}&from=2026-11-18&to=2026-11-18");
        Assert.Equal("10", Figure(filtered, 0));
        Assert.Equal($"{Math.Round(100 * probabilities.Average(), MidpointRounding.AwayFromZero)}%", Figure(filtered, 4));
        Assert.Equal("50%", Figure(filtered, 3));
    }

    [Fact]
    public async Task Small_figures_are_hidden_everywhere()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        for (var i = 0; i < 4; i++) await AssessAsync(doctor, ("WeightKg", $"{90 + i}"));
        var manager = await host.ManagerAsync();
        var few = await manager.PageAsync("/dashboard");
        foreach (var shown in (int[])[0, 1, 3, 4]) Assert.Equal("hidden", Figure(few, shown));
        Assert.Equal(
            Enumerable.Repeat("hidden", 5),
            few.QuerySelector("#days tbody tr:last-child")!.QuerySelectorAll("td").Select(cell => cell.TextContent)
                .Where((_, column) => column != 1));
        Assert.Equal("", few.QuerySelector("#days tbody tr:last-child [data-value]")!.GetAttribute("data-value"));

        Assert.All(
            Assert.Single(few.QuerySelectorAll("#doctors tbody tr")).QuerySelectorAll("th, td"),
            cell => Assert.Equal("hidden", cell.TextContent.Trim()));

        // The total of 11 and the other doctor's 7 would reveal the first doctor's 4.
        var other = await host.OtherDoctorAsync();
        for (var i = 0; i < 7; i++) await AssessAsync(other, ("WeightKg", $"{90 + i}"));
        var more = await manager.PageAsync("/dashboard");
        Assert.Equal("11", Figure(more, 0));
        Assert.All(more.QuerySelectorAll("#doctors td"), cell => Assert.Equal("hidden", cell.TextContent));
    }

    [Theory]
    [InlineData(new long[] { 0, 5, 120 }, new[] { false, false, false })]
    [InlineData(new long[] { 1, 0, 4 }, new[] { true, false, true })]
    [InlineData(new long[] { 4, 9, 6, 0 }, new[] { true, false, true, false })]
    [InlineData(new long[] { 3, 0 }, new[] { true, false })]
    [InlineData(new long[] { 1, 1, 20, 9 }, new[] { true, true, false, true })]
    [InlineData(new long[] { 1, 5, 7, 30 }, new[] { true, true, true, false })]
    [InlineData(new long[] { 4, 4, 30 }, new[] { true, true, false })]
    public void Hidden_rows_cannot_be_computed_from_their_total(long[] patients, bool[] hidden) =>
        Assert.Equal(hidden, SmallCellSuppression.Hidden(patients));

    [Theory]
    [InlineData(new long[] { 3, 6, 20 }, new long[] { 30, 30, 30 }, new[] { true, true, false })]
    [InlineData(new long[] { 27, 24, 10 }, new long[] { 30, 30, 30 }, new[] { true, true, false })] // the remainders are 3, 6 and 20
    [InlineData(new long[] { 0, 30, 10 }, new long[] { 30, 30, 30 }, new[] { false, false, false })]
    public void A_hidden_share_cannot_be_computed_from_the_total_of_its_column(long[] parts, long[] wholes, bool[] hidden) =>
        Assert.Equal(hidden, SmallCellSuppression.HiddenShares(parts, wholes, new bool[parts.Length]));

    [Theory]
    [InlineData("/dashboard?from=2026-11-19&to=2026-11-18")]
    [InlineData("/dashboard?from=2020-01-01&to=2026-11-18")]
    [InlineData("/dashboard?from=0001-01-01&to=0001-01-01")]
    [InlineData("/dashboard?from=9999-12-31&to=9999-12-31")]
    [InlineData("/dashboard?from=soon")]
    [InlineData("/dashboard?doctor=me")]
    public async Task An_invalid_filter_is_reported(string path)
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await (await host.ManagerAsync()).GetAsync(path);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.NotNull((await Visitor.ReadAsync(response)).QuerySelector(".error-summary"));
    }

    [Fact]
    public async Task A_filter_changed_through_htmx_returns_only_the_panels()
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await (await host.ManagerAsync()).GetAsync("/dashboard?from=2026-11-01&to=2026-11-18", htmx: true);
        var fragment = await Visitor.ReadAsync(response);
        Assert.NotNull(fragment.QuerySelector("#panels"));
        Assert.Null(fragment.QuerySelector("#filters"));
    }

    [Theory]
    [InlineData("doctor@cardio.example", "/dashboard")]
    [InlineData("manager@cardio.example", "/assessments")]
    [InlineData("manager@cardio.example", "/assessments/new")]
    [InlineData("admin@cardio.example", "/assessments")]
    [InlineData("admin@cardio.example", "/dashboard")]
    public async Task Pages_of_another_role_are_forbidden(string email, string path)
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await (await host.SignedInAsync(email, "en")).GetAsync(path);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    private static string Figure(AngleSharp.Html.Dom.IHtmlDocument page, int index) =>
        page.QuerySelectorAll(".figures dd:not(.change)")[index].TextContent;

    private static async Task<double> AssessAsync(Visitor doctor, params (string, string?)[] changes)
    {
        using var response = await doctor.PostAsync("/assessments/new", SamplePatients.Valid(changes), htmx: true);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var value = (await Visitor.ReadAsync(response)).QuerySelector("data#probability")!.GetAttribute("value")!;
        return double.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
    }
}
