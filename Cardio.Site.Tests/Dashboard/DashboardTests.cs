using System.Net;
using Cardio.Site.Data;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Dashboard;

public sealed class DashboardTests
{
    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Counts_the_assessments_of_the_clinic_s_days(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var doctor = await host.DoctorAsync();
        var other = await host.OtherDoctorAsync();
        // 15:00 UTC is noon in São Paulo; twelve and a half hours later it is 00:30 of the next day there.
        var high = await AssessAsync(doctor, ("SystolicMmHg", "170"));
        var low = await AssessAsync(doctor, ("SystolicMmHg", "110"), ("DiastolicMmHg", "70"), ("AgeYears", "40"), ("Cholesterol", "normal"));
        host.Time.Advance(TimeSpan.FromHours(12.5));
        var next = await AssessAsync(await host.DoctorAsync(), ("WeightKg", "90"));
        await AssessAsync(await host.SignedInAsync("other@cardio.example", "en"));

        var manager = await host.ManagerAsync();
        var page = await manager.PageAsync("/dashboard");
        Assert.Equal("4", Figure(page, 0));
        var days = page.QuerySelectorAll("#days tbody tr").ToList();
        Assert.Equal(30, days.Count);
        Assert.Equal(["2", "2"], days.TakeLast(2).Select(day => day.QuerySelector("[data-value]")!.GetAttribute("data-value")));
        Assert.Equal("no data", days[0].Children[2].TextContent);

        var doctorId = page.QuerySelectorAll("select[name=Doctor] option").Single(option => option.TextContent == "Dr. Demo").GetAttribute("value");
        var filtered = await manager.PageAsync($"/dashboard?doctor={doctorId}&from=2026-11-18&to=2026-11-18");
        Assert.Equal("2", Figure(filtered, 0));
        Assert.Equal($"{Math.Round(50 * (high + low), MidpointRounding.AwayFromZero)}%", Figure(filtered, 1));
        Assert.Equal("50%", Figure(filtered, 2));
        Assert.InRange(next, 0, 1);
        Assert.NotNull(other);
    }

    [Theory]
    [InlineData("/dashboard?from=2026-11-19&to=2026-11-18")]
    [InlineData("/dashboard?from=2020-01-01&to=2026-11-18")]
    [InlineData("/dashboard?from=0001-01-01&to=0001-01-01")]
    [InlineData("/dashboard?from=9999-12-31&to=9999-12-31")]
    [InlineData("/dashboard?from=soon")]
    [InlineData("/dashboard?doctor=me")]
    public async Task An_impossible_filter_is_told_and_is_no_failure(string path)
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await (await host.ManagerAsync()).GetAsync(path);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.NotNull((await Visitor.ReadAsync(response)).QuerySelector(".error-summary"));
    }

    [Fact]
    public async Task A_filter_changed_through_htmx_gets_the_panels_alone()
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await (await host.ManagerAsync()).GetAsync("/dashboard?from=2026-11-01&to=2026-11-18", htmx: true);
        var fragment = await Visitor.ReadAsync(response);
        Assert.NotNull(fragment.QuerySelector("#panels"));
        Assert.Null(fragment.QuerySelector("nav"));
    }

    [Theory]
    [InlineData("doctor@cardio.example", "/dashboard")]
    [InlineData("manager@cardio.example", "/assessments")]
    [InlineData("manager@cardio.example", "/assessments/new")]
    [InlineData("admin@cardio.example", "/assessments")]
    [InlineData("admin@cardio.example", "/dashboard")]
    public async Task Nobody_opens_another_role_s_pages(string email, string path)
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await (await host.SignedInAsync(email, "en")).GetAsync(path);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    private static string Figure(AngleSharp.Html.Dom.IHtmlDocument page, int index) => page.QuerySelectorAll(".figures dd")[index].TextContent;

    private static async Task<double> AssessAsync(Visitor doctor, params (string, string?)[] changes)
    {
        using var response = await doctor.PostAsync("/assessments/new", Patients.Valid(changes), htmx: true);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var value = (await Visitor.ReadAsync(response)).QuerySelector("data#probability")!.GetAttribute("value")!;
        return double.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
    }
}
