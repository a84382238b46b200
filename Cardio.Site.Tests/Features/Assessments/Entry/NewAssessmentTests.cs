using System.Globalization;
using System.Net;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;
using Dapper;

namespace Cardio.Site.Tests.Features.Assessments.Entry;

public sealed class NewAssessmentTests
{
    private const string New = "/assessments/new";

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_valid_patient_is_assessed_and_stored(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var doctor = await host.DoctorAsync();
        using var response = await doctor.PostAsync(New, SamplePatients.Valid(), htmx: true);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var fragment = await Visitor.ReadAsync(response);
        Assert.Null(fragment.QuerySelector("nav"));
        var probability = double.Parse(fragment.QuerySelector("data#probability")!.GetAttribute("value")!, CultureInfo.InvariantCulture);
        Assert.InRange(probability, 0.5, 0.95);
        Assert.Equal($"{Math.Round(100 * probability)}%", fragment.QuerySelector("data#probability")!.TextContent);
        Assert.Equal(1, await CountAsync(host));
    }

    [Theory]
    [InlineData("aboveNormal", false)]
    [InlineData("normal", true)]
    public async Task The_result_says_if_the_estimate_differs_from_similar_patients(string cholesterol, bool isSaid)
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await (await host.DoctorAsync())
            .PostAsync(New, SamplePatients.Valid(("Cholesterol", cholesterol)), htmx: true);
        var certainty = (await Visitor.ReadAsync(response)).QuerySelector("[aria-labelledby=certainty-title]")!.TextContent;
        Assert.Contains("Patients like this one", certainty, StringComparison.Ordinal);
        Assert.Equal(isSaid, certainty.Contains("The estimate is outside the range of this group", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_JavaScript_the_form_redirects_to_the_assessment()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        using var response = await doctor.PostAsync(New, SamplePatients.Valid());

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        var page = await doctor.PageAsync(response.Headers.Location!.OriginalString);
        Assert.NotNull(page.QuerySelector("data#probability"));
        Assert.Contains("P-7", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_form_lists_every_field_in_page_order()
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await (await host.DoctorAsync()).PostAsync(New, [], htmx: true);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("#assessment-form", response.Headers.GetValues("HX-Retarget").Single());
        var form = await Visitor.ReadAsync(response);
        var links = form.QuerySelectorAll(".error-summary a").ToList();
        Assert.Equal(11, links.Count);
        Assert.Equal("Enter the age", links[0].TextContent);
        Assert.All(links, link =>
        {
            var field = form.QuerySelector(link.GetAttribute("href")!);
            Assert.NotNull(field);
            Assert.Equal(link.TextContent, field.Closest(".field")!.QuerySelector(".field-error")!.TextContent);
        });
        Assert.Equal(0, await CountAsync(host));
    }

    [Fact]
    public async Task An_invalid_value_is_kept_beside_its_error()
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await (await host.DoctorAsync())
            .PostAsync(New, SamplePatients.Valid(("WeightKg", "82.5.1"), ("AgeYears", "7")));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var page = await Visitor.ReadAsync(response);
        Assert.StartsWith("Error:", page.Title, StringComparison.Ordinal);
        Assert.Equal("82.5.1", page.QuerySelector("#Input_WeightKg")!.GetAttribute("value"));
        Assert.Equal("7", page.QuerySelector("#Input_AgeYears")!.GetAttribute("value"));
        Assert.Equal("150", page.QuerySelector("#Input_SystolicMmHg")!.GetAttribute("value"));
        Assert.NotNull(page.QuerySelector("input[name='Input.Sex'][value=female][checked]"));
    }

    [Theory]
    [InlineData("en", "82.5")]
    [InlineData("en", "82,5")]
    [InlineData("en", " 82,5 kg")]
    [InlineData("pt-BR", "82.5")]
    [InlineData("pt-BR", "82,5")]
    public async Task A_decimal_mark_means_the_same_in_both_languages(string language, string weight)
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await (await host.DoctorAsync(language))
            .PostAsync(New, SamplePatients.Valid(("WeightKg", weight)), htmx: true);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await using var connection = await host.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.Equal(82.5, await connection.QuerySingleAsync<double>("select weight_kg from assessment"));
    }

    [Theory]
    [InlineData("AgeYears", "17")]
    [InlineData("AgeYears", "111")]
    [InlineData("AgeYears", "55.5")]
    [InlineData("HeightCm", "119.9")]
    [InlineData("HeightCm", "1.62")]
    [InlineData("WeightKg", "250.1")]
    [InlineData("WeightKg", "8e1")]
    [InlineData("WeightKg", "180 lb")]
    [InlineData("SystolicMmHg", "69")]
    [InlineData("SystolicMmHg", "-150")]
    [InlineData("SystolicMmHg", "NaN")]
    [InlineData("DiastolicMmHg", "150")]
    [InlineData("DiastolicMmHg", "151")]
    [InlineData("Sex", "other")]
    [InlineData("Cholesterol", "4")]
    [InlineData("Cholesterol", "2")]
    [InlineData("Cholesterol", "normal,aboveNormal")]
    [InlineData("Smoker", "maybe")]
    [InlineData("PatientCode", "12345678901234567890123456789012345678901")]
    [InlineData("PatientCode", "529.982.247-25")]
    [InlineData("PatientCode", "CNS 898 0012 3456 0005")]
    public async Task An_invalid_value_is_an_error_of_its_field(string field, string value)
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await (await host.DoctorAsync()).PostAsync(New, SamplePatients.Valid((field, value)), htmx: true);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var form = await Visitor.ReadAsync(response);
        Assert.Equal($"#Input_{field}", form.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.Equal(0, await CountAsync(host));
    }

    [Fact]
    public async Task An_unusual_value_is_confirmed_once_and_stays_flagged()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        var patient = SamplePatients.Valid(("SystolicMmHg", "230"));
        using var asked = await doctor.PostAsync(New, patient, htmx: true);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.StatusCode);
        var confirmation = (await Visitor.ReadAsync(asked)).QuerySelector("input[name='Input.ConfirmedUnusual']")!.GetAttribute("value");

        patient["Input.ConfirmedUnusual"] = confirmation;
        using var answered = await doctor.PostAsync(New, patient, htmx: true);
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
        Assert.Contains("Unusual systolic pressure", (await Visitor.ReadAsync(answered))
            .QuerySelector(".flags")!.TextContent, StringComparison.Ordinal);

        patient["Input.WeightKg"] = "35";
        using var again = await doctor.PostAsync(New, patient, htmx: true);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_double_click_stores_one_assessment_and_a_correction_another(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var doctor = await host.DoctorAsync();
        var page = await doctor.PageAsync(New);
        var form = SamplePatients.Valid();
        foreach (var name in new[] { "FormId", "__RequestVerificationToken" })
            form[name] = page.QuerySelector($"#assessment-form input[name={name}]")!.GetAttribute("value");

        var clicks = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => doctor.SendAsync(HttpMethod.Post, New, form, htmx: true)));
        Assert.All(clicks, click => Assert.Equal(HttpStatusCode.OK, click.StatusCode));
        Assert.Equal(1, await CountAsync(host));

        form["Input.SystolicMmHg"] = "140";
        using var corrected = await doctor.SendAsync(HttpMethod.Post, New, form, htmx: true);
        Assert.Equal(HttpStatusCode.OK, corrected.StatusCode);
        Assert.Equal(2, await CountAsync(host));

        host.Time.Advance(TimeSpan.FromMinutes(2));
        for (var i = 0; i < 2; i++) (await doctor.SendAsync(HttpMethod.Post, New, form, htmx: true)).Dispose();
        Assert.Equal(3, await CountAsync(host));
    }

    [Fact]
    public async Task A_valid_form_clears_the_errors_on_the_screen()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        using var plain = await doctor.PostAsync(New, SamplePatients.Valid(), htmx: true);
        Assert.Null((await Visitor.ReadAsync(plain)).QuerySelector("form#assessment-form"));

        var corrected = SamplePatients.Valid();
        corrected["HadErrors"] = "true";
        using var after = await doctor.PostAsync(New, corrected, htmx: true);
        var form = (await Visitor.ReadAsync(after)).QuerySelector("form#assessment-form[hx-swap-oob=true]");
        Assert.NotNull(form);
        Assert.Null(form.QuerySelector(".error-summary"));
    }

    [Fact]
    public async Task A_post_without_the_antiforgery_token_stores_nothing()
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await (await host.DoctorAsync()).SendAsync(HttpMethod.Post, New, SamplePatients.Valid(), htmx: true);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(0, await CountAsync(host));
    }

    [Fact]
    public async Task Missing_laboratory_values_are_scored_and_flagged()
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await (await host.DoctorAsync()).PostAsync(
            New, SamplePatients.Valid(("Cholesterol", "notMeasured"), ("Glucose", "notMeasured")), htmx: true);
        var flags = (await Visitor.ReadAsync(response)).QuerySelector(".flags")!.TextContent;
        Assert.Contains("Cholesterol was not measured", flags, StringComparison.Ordinal);
        Assert.Contains("Glucose was not measured", flags, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("pt-BR")]
    public async Task The_displayed_points_add_up_to_the_estimate(string language)
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync(language);
        foreach (var (age, systolic, weight) in new[] { ("41", "118", "61"), ("47", "131", "88,4"), ("58", "139", "102"),
            ("64", "166", "74,5") })
        {
            using var response = await doctor.PostAsync(
                "/assessments/new",
                    SamplePatients.Valid(("AgeYears", age), ("SystolicMmHg", systolic), ("DiastolicMmHg", "75"),
                        ("WeightKg", weight)), htmx: true);
            var page = await Visitor.ReadAsync(response);
            var rows = page.QuerySelectorAll(".reasons tr td.number").Select(cell => cell.TextContent.Trim()).ToList();
            var points = rows[..^1].Sum(text => int.Parse(text.Replace('−', '-'), CultureInfo.InvariantCulture));
            var start = int.Parse(
                new string(page.QuerySelector(".reasons tfoot strong")!.TextContent.Where(char.IsAsciiDigit).ToArray()),
                    CultureInfo.InvariantCulture);
            Assert.Equal(rows[^1], $"{start + points}%");
        }
    }

    [Fact]
    public async Task A_patient_code_has_no_line_breaks_or_direction_marks()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        (await doctor.PostAsync(New, SamplePatients.Valid(("PatientCode", "P1\r\nDecision: Agree\u202E")))).Dispose();
        await using var connection = await host.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.Equal("P1 Decision: Agree", await connection.ExecuteScalarAsync<string>("select patient_code from assessment"));
    }

    private static async Task<int> CountAsync(CardioHost host)
    {
        await using var connection = await host.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await connection.ExecuteScalarAsync<int>("select count(*) from assessment");
    }
}
