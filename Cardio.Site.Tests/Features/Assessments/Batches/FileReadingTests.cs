using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;
using Dapper;

namespace Cardio.Site.Tests.Features.Assessments.Batches;

/// <summary>What spreadsheets and databases write: no row vanishes, and no patient gets another's values.</summary>
public sealed class FileReadingTests
{
    private const string Header =
        "patientCode;note;ageYears;sex;heightCm;weightKg;systolicMmHg;diastolicMmHg;"
        + "cholesterol;glucose;smoker;drinksAlcohol;physicallyActive";

    private const string Table = "age,gender,height,weight,ap_hi,ap_lo,cholesterol,gluc,smoke,alco,active\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_row_that_starts_with_a_number_sign_is_not_a_comment()
    {
        var result = await ResultAsync(Row("A-1"), Row("#102"), "", Row("A-3"), "Maria;;;;;;;;;;;;", ";only a note;;;;;;;;;;;");
        Assert.Equal(["2;A-1", "3;#102", "5;A-3", "6;Maria", "7;"], result.Select(Start));
        Assert.Equal([true, true, true, false, false], result.Select(IsAssessed));
    }

    [Fact]
    public async Task A_stray_quotation_mark_affects_only_its_row()
    {
        var result = await ResultAsync(
            Row("A-1"), "A-2;\"said: help;30;female;162;60;110;70;normal;normal;no;no;yes", Row("A-3", "x"),
            "A-4;cuff 12\";80;male;170;90;180;100;normal;normal;yes;yes;no", Row("A-5", "\"5'4\"\"\""), Row("A-6", "\"5'4\"\""));
        Assert.Equal(["2;A-1", "3;", "4;A-3", "5;A-4", "6;A-5", "7;"], result.Select(Start));
        Assert.Equal([true, false, true, true, true, false], result.Select(IsAssessed));
        Assert.All([result[1], result[5]], row => Assert.Contains("quotation marks", row, StringComparison.Ordinal));
        Assert.Contains(";80;male;170;90;180;100;", result[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("69.218195662")]
    [InlineData("111.58372302")]
    [InlineData("83.91459450000001")]
    [InlineData("67.64000000000001")]
    public async Task A_weight_with_many_decimals_is_not_taken_as_a_CPF(string weight)
    {
        var result = await ResultAsync(Row("A-1"), Row("B-1", weight: weight), Row("C-1"));
        Assert.All(result, row => Assert.True(IsAssessed(row), row));
        Assert.Contains(weight, result[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejected_number_is_shown_in_the_result()
    {
        var result = await ResultAsync(Row("A-1", weight: "8.3914594500000112345"));
        Assert.Contains("8.3914594500000112345", result[0], StringComparison.Ordinal);
        Assert.False(IsAssessed(result[0]));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_row_that_fails_during_the_assessment_does_not_stop_others(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var doctor = await host.DoctorAsync();
        var path = await Batching.UploadedAsync(doctor, string.Join('\n', Header, Row("A-1"), Row("B-1", weight: "77"), Row("C-1")));
        await using (var connection = await host.Database.Source.OpenConnectionAsync(Cancellation)) // as an earlier version blanked a cell
        {
            const string blank = "update batch_row set cells = replace(cells, '\"77\"', '\"\"') where row_number = 3";
            Assert.Equal(1, await connection.ExecuteAsync(blank));
        }
        using var started = await doctor.PostAsync(path, new() { ["IsStored"] = "true" }, handler: "Start");
        await Batching.EndAsync(doctor, path);
        var result = (await Batching.ResultAsync(doctor, path))[1..];
        Assert.Equal([true, false, true], result.Select(IsAssessed));
        Assert.Contains("could not be assessed", result[1], StringComparison.Ordinal);
        Assert.Equal(2, (await doctor.PageAsync("/assessments?source=batch")).QuerySelectorAll("tbody tr").Length);
    }

    [Theory]
    [InlineData("50.4,1,168,62,110,80,1,1,0,0,1\n61,2,168,62,110,80,1,1,0,0,1\n", "age: read in years")]
    [InlineData("20089,1,168,62,110,80,1,1,0,0,1\n", "age: read in days")]
    [InlineData("20089,1,168,62,110,80,1,1,0,0,1\n", "gender: 1 is female, 2 is male")]
    public async Task The_reading_of_the_public_table_is_stated(string rows, string statement)
    {
        await using var host = await CardioHost.StartAsync();
        var preview = await (await host.DoctorAsync()).PageAsync(await Batching.UploadedAsync(await host.DoctorAsync(), Table + rows));
        Assert.Contains(statement, preview.QuerySelector(".inset")!.TextContent, StringComparison.Ordinal);
        var count = rows.Split('\n').Length - 1;
        Assert.Equal($"{count} of {count} rows can be assessed", preview.QuerySelector("form h2")!.TextContent);
    }

    [Theory]
    [InlineData("", "20089,1,168,62,110,80,1,1,0,0,1\n450,1,168,62,110,80,1,1,0,0,1\n0,2,168,62,110,80,1,1,0,0,1\n")]
    [InlineData("1=male,0=female", "20089,1,168,62,110,80,1,1,0,0,1\n20089,2,168,62,110,80,1,1,0,0,1\n20089,7,168,62,110,80,1,1,0,0,1\n")]
    public async Task A_number_outside_the_coding_is_an_error_of_its_row(string sex, string rows)
    {
        await using var host = await CardioHost.StartAsync();
        var apiClient = await ApiTestClient.CreateAsync(host);
        using var answer = await apiClient.SendAsync(
            HttpMethod.Post, $"/batches{(sex.Length == 0 ? "" : $"?sex={sex}")}",
                new StringContent(Table + rows, Encoding.UTF8, "text/csv"));
        var json = await ApiTestClient.ReadAsync(answer);
        Assert.Equal((3, 2), ((int)json["rows"]!, (int)json["rowsFailed"]!));
    }

    [Fact]
    public async Task The_page_states_the_coding_that_a_client_specified()
    {
        await using var host = await CardioHost.StartAsync();
        var apiClient = await ApiTestClient.CreateAsync(host);
        using var file = new StringContent(Table + "20089,5,168,62,110,80,1,1,0,0,1\n", Encoding.UTF8, "text/csv");
        using var accepted = await apiClient.SendAsync(HttpMethod.Post, "/batches?sex=7=female,5=male", file);
        var id = (string?)(await ApiTestClient.ReadAsync(accepted))["id"];
        var page = await (await host.DoctorAsync()).PageAsync($"{Batching.Page}/{id}");
        Assert.Contains("gender: 5 is male, 7 is female", page.QuerySelector(".inset")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_with_ages_in_both_years_and_days_is_rejected()
    {
        await using var host = await CardioHost.StartAsync();
        const string Rows = "50,1,168,62,110,80,1,1,0,0,1\n20089,1,168,62,110,80,1,1,0,0,1\n";
        using var refused = await Batching.UploadAsync(await host.DoctorAsync(), Encoding.UTF8.GetBytes(Table + Rows));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
    }

    [Fact]
    public async Task A_zero_for_sex_requires_a_coding()
    {
        const string Rows = "20089,1,168,62,110,80,1,1,0,0,1\n20089,0,168,62,110,80,1,1,0,0,1\n";
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        using var asked = await Batching.UploadAsync(doctor, Encoding.UTF8.GetBytes(Table + Rows));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.StatusCode);
        Assert.NotNull((await Visitor.ReadAsync(asked)).QuerySelector("select[name=Sex] option[value='1=male,0=female']"));
        using var form = new MultipartFormDataContent
        {
            { new StringContent(await doctor.TokenAsync()), "__RequestVerificationToken" },
            { new StringContent("1=male,0=female"), "Sex" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(Table + Rows)), "File", "patients.csv" },
        };
        using var answered = await doctor.SendAsync(HttpMethod.Post, Batching.Page, form);
        Assert.Equal(HttpStatusCode.Redirect, answered.StatusCode);
        var preview = await doctor.PageAsync(answered.Headers.Location!.OriginalString);
        Assert.Contains("gender: 1 is male, 0 is female", preview.QuerySelector(".inset")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("2 of 2 rows can be assessed", preview.QuerySelector("form h2")!.TextContent);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("?sex=1=male", null)]
    [InlineData("?sex=1=male,0=female", "male")]
    [InlineData("?sex=0=male,1=female", "female")]
    public async Task An_API_client_specifies_the_coding_of_sex(string query, string? first)
    {
        const string Rows = "20089,1,168,62,110,80,1,1,0,0,1\n20089,0,168,62,110,80,1,1,0,0,1\n";
        await using var host = await CardioHost.StartAsync();
        var apiClient = await ApiTestClient.CreateAsync(host);
        using var answer = await apiClient.SendAsync(HttpMethod.Post, $"/batches{query}",
            new StringContent(Table + Rows, Encoding.UTF8, "text/csv"));
        var json = await ApiTestClient.ReadAsync(answer);
        if (first is null)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Equal("sex", (string?)json["errors"]![0]!["parameter"]);
            return;
        }
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var gender = json["columns"]!.AsArray().Single(column => (string?)column!["name"] == "gender")!;
        Assert.Contains($"1={first}", (string?)gender["reading"], StringComparison.Ordinal);
        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        var cells = await connection.QueryAsync<string>("select cells from batch_row order by row_number");
        Assert.Equal(first, (string?)JsonNode.Parse(cells.First())![1]);
    }

    [Fact]
    public async Task The_response_lists_ignored_columns()
    {
        await using var host = await CardioHost.StartAsync();
        var apiClient = await ApiTestClient.CreateAsync(host);
        using var answer = await apiClient.SendAsync(
            HttpMethod.Post, "/batches", new StringContent($"{Header}\n{Row("A-1")}", Encoding.UTF8, "text/csv"));
        var note = (await ApiTestClient.ReadAsync(answer))["columns"]!.AsArray().Single(column => (string?)column!["name"] == "note")!;
        Assert.Null(note["field"]);
    }

    [Theory]
    [InlineData("weightKg,note", "82,5", false)]
    [InlineData("weightKg,", "82,55", false)]
    [InlineData("weightKg,note", "82.5,5", true)]
    [InlineData("weightKg,note", "82,fine", true)]
    public async Task A_cell_split_at_a_decimal_comma_is_an_error(string columns, string cells, bool isRead)
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        var header = $"ageYears,sex,heightCm,systolicMmHg,diastolicMmHg,smoker,drinksAlcohol,physicallyActive,{columns}";
        var path = await Batching.UploadedAsync(doctor, $"{header}\n55,female,162,150,95,no,no,yes,{cells}\n");
        var preview = await doctor.PageAsync(path);
        Assert.Equal(isRead
            ? "1 of 1 rows can be assessed"
            : "0 of 1 rows can be assessed", preview.QuerySelector("form h2")?.TextContent ?? "0 of 1 rows can be assessed");
        Assert.Equal(!isRead, preview.Body!.TextContent.Contains("decimal comma", StringComparison.Ordinal));
    }

    private static string Row(string code, string note = "", string weight = "82.5") =>
        $"{code};{note};55;female;162;{weight};150;95;normal;normal;no;no;yes";

    private static async Task<string[]> ResultAsync(params string[] rows)
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        return (await Batching.ResultAsync(doctor, await Batching.DoneAsync(doctor, string.Join('\n', [Header, .. rows]))))[1..]
            .Select(row => row.Replace("\"", "", StringComparison.Ordinal).Replace(',', ';')).ToArray();
    }

    private static string Start(string row) =>
        string.Join(';', row.Split(';')[..2]).TrimStart('\'').Replace("'#", "#", StringComparison.Ordinal);

    private static bool IsAssessed(string row) =>
        row.Contains("0.", StringComparison.Ordinal) && !row.Contains("marks", StringComparison.Ordinal)
        && System.Text.RegularExpressions.Regex.IsMatch(row, @"[;,]0\.\d{1,4}[;,]0\.\d{1,4}[;,]0\.\d{1,4}[;,]");
}
