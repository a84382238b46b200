using System.Globalization;
using AngleSharp.Dom;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;
using Dapper;

namespace Cardio.Site.Tests.Features.Assessments.Result;

public sealed class VisitTests
{
    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_result_shows_the_previous_visit_and_what_drove_the_change(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var doctor = await host.DoctorAsync();
        (await doctor.PostAsync("/assessments/new", SamplePatients.Valid(("SystolicMmHg", "120"), ("DiastolicMmHg", "80")))).Dispose();
        host.Time.Advance(TimeSpan.FromMinutes(5));
        using var response = await doctor.PostAsync("/assessments/new", SamplePatients.Valid(("PatientCode", "p-7")), htmx: true);
        var visits = (await Visitor.ReadAsync(response)).QuerySelector(".visits")!;
        Assert.Contains("Systolic pressure: 120 mmHg → 150 mmHg (+", visits.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, visits.QuerySelectorAll(".plain a").Length);
        Assert.Equal(2, visits.QuerySelectorAll("svg circle").Length);
    }

    [Fact]
    public async Task Only_changed_values_are_listed_and_add_up()
    {
        await using var host = await CardioHost.StartAsync();
        var visits = await SecondVisitAsync(host, [("Cholesterol", "notMeasured"), ("WeightKg", "82.55")], [("WeightKg", "82.5")]);
        var drivers = visits.QuerySelectorAll("ul:not(.plain) li").Select(item => item.TextContent).ToList();
        Assert.Equal(2, drivers.Count(driver => driver.Contains('→')));
        Assert.Contains(drivers, driver => driver.StartsWith("Cholesterol: Not measured → Above normal (", StringComparison.Ordinal));
        Assert.Contains("Body mass index: 162 cm, 82.55 kg → 162 cm, 82.5 kg (0 pp)", drivers);
        Assert.Equal(Points(visits.TextContent, "Change: "), drivers.Sum(driver => Points(driver, "(")));
    }

    [Fact]
    public async Task Unchanged_values_have_no_drivers()
    {
        await using var host = await CardioHost.StartAsync();
        var visits = await SecondVisitAsync(host, [], []);
        Assert.Contains("No value changed.", visits.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("→", visits.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_between_two_models_is_not_explained()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        (await doctor.PostAsync("/assessments/new", SamplePatients.Valid(("SystolicMmHg", "120")))).Dispose();
        await using (var connection = await host.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken))
            await connection.ExecuteAsync("update assessment set model_sha256 = 'other'");
        host.Time.Advance(TimeSpan.FromMinutes(5));
        using var response = await doctor.PostAsync("/assessments/new", SamplePatients.Valid(), htmx: true);
        var visits = (await Visitor.ReadAsync(response)).QuerySelector(".visits")!.TextContent;
        Assert.Contains("Two different models", visits, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sex", "male", "female")]
    [InlineData("AgeYears", "55", "54")]
    [InlineData("AgeYears", "55", "57")]
    [InlineData("HeightCm", "162", "165.5")]
    public async Task Visits_of_two_people_with_one_code_are_not_compared(string field, string before, string after)
    {
        await using var host = await CardioHost.StartAsync();
        var visits = await SecondVisitAsync(host, [(field, before)], [(field, after)]);
        Assert.Contains("do not seem to belong to one patient", visits.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Change:", visits.TextContent, StringComparison.Ordinal);
        Assert.Null(visits.QuerySelector("svg"));
        Assert.Equal(2, visits.QuerySelectorAll(".plain a").Length);

        // A third visit that fits the second one does not hide the first.
        host.Time.Advance(TimeSpan.FromMinutes(5));
        var doctor = await host.DoctorAsync();
        using var third = await doctor.PostAsync("/assessments/new", SamplePatients.Valid((field, after)), htmx: true);
        Assert.Null((await Visitor.ReadAsync(third)).QuerySelector(".visits svg"));
    }

    [Theory]
    [InlineData("AgeYears", "55", "56", 5)]
    [InlineData("AgeYears", "55", "58", 760)]
    [InlineData("HeightCm", "162", "165", 5)]
    public async Task One_person_can_age_and_have_small_height_differences(string field, string before, string after, int days)
    {
        await using var host = await CardioHost.StartAsync();
        var visits = await SecondVisitAsync(host, [(field, before)], [(field, after)], TimeSpan.FromDays(days));
        Assert.NotNull(visits.QuerySelector("svg"));
    }

    private static async Task<IElement> SecondVisitAsync(
        CardioHost host, (string, string?)[] first, (string, string?)[] second, TimeSpan? later = null)
    {
        (await (await host.DoctorAsync()).PostAsync("/assessments/new", SamplePatients.Valid(first))).Dispose();
        host.Time.Advance(later ?? TimeSpan.FromMinutes(5));
        using var response = await (await host.DoctorAsync()).PostAsync("/assessments/new", SamplePatients.Valid(second), htmx: true);
        return (await Visitor.ReadAsync(response)).QuerySelector(".visits")!;
    }

    private static int Points(string text, string after)
    {
        var number = text[(text.LastIndexOf(after, StringComparison.Ordinal) + after.Length)..].Split(' ')[0];
        return int.Parse(number.Replace('−', '-'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("P-8")]
    [InlineData("")]
    public async Task Another_code_or_none_has_no_earlier_visits(string code)
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        (await doctor.PostAsync("/assessments/new", SamplePatients.Valid(("PatientCode", "")))).Dispose();
        host.Time.Advance(TimeSpan.FromMinutes(5));
        (await doctor.PostAsync("/assessments/new", SamplePatients.Valid())).Dispose();
        host.Time.Advance(TimeSpan.FromMinutes(5));
        using var response = await doctor.PostAsync("/assessments/new", SamplePatients.Valid(("PatientCode", code)), htmx: true);
        Assert.Null((await Visitor.ReadAsync(response)).QuerySelector(".visits"));
    }

    [Fact]
    public async Task Reassessing_prefills_only_the_doctor_s_own_stored_values()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync("pt-BR");
        using var response = await doctor.PostAsync("/assessments/new", SamplePatients.Valid());
        var id = response.Headers.Location!.OriginalString.Split('/')[^1];
        var form = await doctor.PageAsync($"/assessments/new?from={id}");
        Assert.Equal("82,5", form.QuerySelector("#Input_WeightKg")!.GetAttribute("value"));
        Assert.NotNull(form.QuerySelector("input[name='Input.Cholesterol'][value=aboveNormal][checked]"));
        Assert.NotNull(form.QuerySelector("input[name='Input.Smoker'][value=false][checked]"));
        Assert.Contains("meça de novo o peso e a pressão", form.QuerySelector("#filled-in")!.TextContent, StringComparison.Ordinal);

        var foreign = await (await host.OtherDoctorAsync()).PageAsync($"/assessments/new?from={id}");
        Assert.Equal("", foreign.QuerySelector("#Input_WeightKg")!.GetAttribute("value"));
        Assert.Null(foreign.QuerySelector("#filled-in"));
    }
}
