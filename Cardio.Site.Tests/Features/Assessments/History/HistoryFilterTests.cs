using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;
using Dapper;

namespace Cardio.Site.Tests.Features.Assessments.History;

public sealed class HistoryFilterTests
{
    private static readonly (string, string?)[] Low = [("SystolicMmHg", "110"), ("DiastolicMmHg", "70"), ("AgeYears", "40"),
        ("Cholesterol", "normal")];

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_URL_filters_by_day_threshold_and_missing_outcome(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var doctor = await host.DoctorAsync();
        var high = await Assessed.PathAsync(doctor, ("PatientCode", "high"));
        host.Time.Advance(TimeSpan.FromHours(11)); // 23:00 of the same day in São Paulo, the next day in UTC
        doctor = await host.DoctorAsync();
        await Assessed.PathAsync(doctor, [("PatientCode", "low"), .. Low]);
        host.Time.Advance(TimeSpan.FromHours(2));
        doctor = await host.DoctorAsync();
        await Assessed.PathAsync(doctor, ("PatientCode", "next"));
        await OutcomeAsync(doctor, high, "present", "ECG");

        Assert.Equal(["low", "high"], Codes(await doctor.PageAsync("/assessments?from=2026-11-18&to=2026-11-18")));
        Assert.Equal(["next"], Codes(await doctor.PageAsync("/assessments?from=2026-11-19&to=")));
        Assert.Equal(["next", "high"], Codes(await doctor.PageAsync("/assessments?atOrAbove=true")));
        var missing = await doctor.PageAsync("/assessments?outcomeMissing=true");
        Assert.Equal(["next", "low"], Codes(missing));
        Assert.Equal("Diagnosis missing (2)", missing.QuerySelector(".tabs [aria-current]")!.TextContent);
        Assert.Equal(["next"], Codes(await doctor.PageAsync("/assessments?outcomeMissing=true&atOrAbove=true")));
        var empty = await doctor.PageAsync("/assessments?to=2020-01-01");
        Assert.Contains("No assessment matches these filters.", empty.QuerySelector(".empty")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_count_of_missing_outcomes_stops_at_its_limit(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var doctor = await host.DoctorAsync();
        await using var connection = await host.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var id = await connection.QuerySingleAsync<Guid>("select id from account where email = 'doctor@cardio.example'");
        await host.Database.AddAsync(id,
            [.. Enumerable.Range(0, 1002).Select(i => new MadeAssessment { HasDisease = i == 0 ? true : null })]);
        Assert.Equal("Diagnosis missing (more than 1,000)", await LabelAsync());
        await connection.ExecuteAsync(
            """
            delete from assessment
            where id = (select id from assessment where id not in (select assessment_id from assessment_outcome) limit 1)
            """);
        Assert.Equal("Diagnosis missing (1000)", await LabelAsync());

        async Task<string> LabelAsync() => (await doctor.PageAsync("/assessments")).QuerySelectorAll(".tabs a")[1].TextContent;
    }

    [Fact]
    public async Task Empty_filters_show_everything()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        await Assessed.PathAsync(doctor);
        using var response = await doctor.GetAsync("/assessments?from=&to=&source=", htmx: true);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Single((await Visitor.ReadAsync(response)).QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task A_row_shows_the_newest_decision_and_outcome()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        var path = await Assessed.PathAsync(doctor);
        foreach (var (decision, diagnosis) in new[] { ("agree", "present"), ("disagree", "absent") })
        {
            host.Time.Advance(TimeSpan.FromMinutes(1));
            await ReviewAsync(doctor, path, decision, "r");
            await OutcomeAsync(doctor, path, diagnosis, "m");
        }
        var row = (await doctor.PageAsync("/assessments")).QuerySelector("tbody tr")!;
        Assert.Equal(["Disagree", "absent"], row.Children.TakeLast(2).Select(cell => cell.TextContent.Trim()));
    }

    [Fact]
    public async Task Paging_keeps_the_filters_and_the_CSV_has_the_rows_of_the_page()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        for (var i = 1; i <= 22; i++)
        {
            host.Time.Advance(TimeSpan.FromSeconds(1));
            await Assessed.PathAsync(doctor, ("PatientCode", $"P-{i}"));
        }
        await Assessed.PathAsync(doctor, [("PatientCode", "low"), .. Low]);

        var first = await doctor.PageAsync("/assessments?from=2026-11-01&atOrAbove=true");
        var csv = first.QuerySelector("a.csv")!.GetAttribute("href")!;
        var second = await doctor.PageAsync(first.QuerySelector(".pager a")!.GetAttribute("href")!);
        Assert.Equal(["P-2", "P-1"], Codes(second));
        Assert.Equal("2026-11-01", second.QuerySelector("#From")!.GetAttribute("value"));
        Assert.True(second.QuerySelector("#AtOrAbove")!.HasAttribute("checked"));
        Assert.Equal(["P-2", "P-1"], CodesOf(await FileAsync(doctor, second.QuerySelector("a.csv")!.GetAttribute("href")!)));

        // What arrives after the page was shown is not on the screen, hence not in its file.
        host.Time.Advance(TimeSpan.FromSeconds(1));
        await Assessed.PathAsync(doctor, ("PatientCode", "late"));
        Assert.Equal(Codes(first), CodesOf(await FileAsync(doctor, csv)));
    }

    [Theory]
    [InlineData("en", "Patient code", ",", "Agree", "present")]
    [InlineData("pt-BR", "Código do paciente", ";", "Concordo", "presente")]
    public async Task The_CSV_is_in_the_user_s_language_and_has_no_formulas(string language, string head, string separator,
        string decision, string diagnosis)
    {
        await using var host = await CardioHost.StartAsync(DatabaseEngine.Sqlite, new() { ["Clinic:DecisionThreshold"] = "0.375" });
        var doctor = await host.DoctorAsync(language);
        var path = await Assessed.PathAsync(doctor, ("PatientCode", "@sum;1,2"));
        await ReviewAsync(doctor, path, "agree", "=cmd|\"x\"!A0\n<script>");
        await OutcomeAsync(doctor, path, "present", "-2+3");
        using var response = await doctor.GetAsync((await doctor.PageAsync("/assessments")).QuerySelector("a.csv")!.GetAttribute("href")!);
        Assert.Equal("text/csv; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("cardio-2026-11-18.csv", response.Content.Headers.ContentDisposition!.FileName);
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var text = Encoding.UTF8.GetString(bytes[3..]);
        var lines = text.Split("\r\n");
        Assert.Equal(3, lines.Length);
        Assert.Equal($"\"{head}\"", lines[0].Split(separator)[1]);
        var mark = language == "en" ? "." : ",";
        Assert.StartsWith($"\"2026-11-18 12:00:00\"{separator}\"'@sum;1,2\"{separator}55{separator}", lines[1], StringComparison.Ordinal);
        Assert.Contains($"{separator}150{separator}95{separator}", lines[1], StringComparison.Ordinal);
        Assert.Contains($"{separator}37{mark}5{separator}", lines[1], StringComparison.Ordinal);
        Assert.Contains($"\"{decision}\"{separator}\"'=cmd|\"\"x\"\"!A0\n<script>\"{separator}", lines[1], StringComparison.Ordinal);
        Assert.EndsWith($"\"{diagnosis}\"{separator}\"'-2+3\"{separator}\"2026-11-17\"", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_and_its_CSV_respect_the_filters()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        await Assessed.PathAsync(doctor, ("PatientCode", "ward-high"));
        await Assessed.PathAsync(doctor, [("PatientCode", "ward-low"), .. Low]);
        await Assessed.PathAsync(doctor, ("PatientCode", "other"));

        var action = (await doctor.PageAsync("/assessments?atOrAbove=true")).QuerySelector("#history-search")!.GetAttribute("action")!;
        using var response = await doctor.PostAsync(action, new() { ["Code"] = "ward" });
        var page = await Visitor.ReadAsync(response);
        Assert.Equal(["ward-high"], Codes(page));
        Assert.True(page.QuerySelector("#AtOrAbove")!.HasAttribute("checked"));

        var form = (IHtmlFormElement)page.QuerySelector("form.csv")!;
        Assert.DoesNotContain("ward", form.GetAttribute("action")!, StringComparison.Ordinal);
        var fields = form.QuerySelectorAll("input").OfType<IHtmlInputElement>()
            .ToDictionary(field => field.Name!, field => (string?)field.Value);
        using var file = await doctor.SendAsync(HttpMethod.Post, form.GetAttribute("action")!, fields, htmx: false);
        Assert.Equal(["ward-high"], CodesOf(await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task A_filter_returns_rows_and_search_form_to_htmx()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        await Assessed.PathAsync(doctor);
        using var response = await doctor.GetAsync("/assessments?from=&to=&atOrAbove=true", htmx: true);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var fragment = await Visitor.ReadAsync(response);
        Assert.Null(fragment.QuerySelector("h1"));
        Assert.NotNull(fragment.QuerySelector("#history-rows"));
        var search = fragment.QuerySelector("#history-search")!;
        Assert.Equal("true", search.GetAttribute("hx-swap-oob"));
        Assert.Equal("/assessments?atOrAbove=true", search.GetAttribute("hx-post"));
    }

    [Theory]
    [InlineData("from=0001-01-01")]
    [InlineData("to=9999-12-31")]
    [InlineData("from=nonsense")]
    [InlineData("to=31/12/2026")]
    [InlineData("from=2026-11-19&to=2026-11-18")]
    [InlineData("atOrAbove=perhaps")]
    public async Task An_invalid_filter_is_reported(string query)
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        foreach (var path in new[] { $"/assessments?{query}", $"/assessments?handler=Csv&{query}" })
        {
            foreach (var htmx in new[] { true, false })
            {
                using var response = await doctor.GetAsync(path, htmx);
                Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
                Assert.NotNull((await Visitor.ReadAsync(response)).QuerySelector(".error-summary a"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_search_accepts_control_characters_and_the_extreme_days(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var doctor = await host.DoctorAsync();
        await Assessed.PathAsync(doctor, ("PatientCode", "ward"));
        using var response = await doctor.PostAsync("/assessments?from=2000-01-01&to=2100-12-31",
            new() { ["Code"] = "wa\u0007rd\u001b" }, htmx: true);
        Assert.Equal(["ward"], Codes(await Visitor.ReadAsync(response)));
    }

    private static async Task ReviewAsync(Visitor doctor, string path, string decision, string reason)
    {
        using var response = await doctor.PostAsync($"{path}/review", new() { ["Input.Decision"] = decision, ["Input.Reason"] = reason });
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    private static async Task OutcomeAsync(Visitor doctor, string path, string diagnosis, string method)
    {
        using var response = await doctor.PostAsync(
            $"{path}/outcome", new() { ["Input.Diagnosis"] = diagnosis, ["Input.Method"] = method, ["Input.DiagnosedOn"] = "2026-11-17" });
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    private static async Task<string> FileAsync(Visitor doctor, string path)
    {
        using var response = await doctor.GetAsync(path);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static IEnumerable<string> Codes(IHtmlDocument page) =>
        page.QuerySelectorAll("tbody tr td:nth-child(2)").Select(cell => cell.TextContent).ToList();

    private static IEnumerable<string> CodesOf(string csv) =>
        csv.Split("\r\n").Skip(1).Where(line => line.Length > 0).Select(line => line.Split(',')[1].Trim('"')).ToList();
}
