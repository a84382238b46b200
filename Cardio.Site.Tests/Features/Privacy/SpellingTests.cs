using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Features.Assessments;
using Cardio.Site.Tests.Features.Assessments.Batches;
using Cardio.Site.Tests.Support;
using Dapper;

namespace Cardio.Site.Tests.Features.Privacy;

/// <summary>Checks that look-alike codes count as one patient in visits, search, export and erasure.</summary>
public sealed class SpellingTests
{
    private const string Page = "/administration/privacy";

    private static readonly string[] Spellings =
        ["A-12", "A–12", "A‑12", "A−12", "Ａ-12", "A-12\u200B", "\uFEFFA-12", " a-12 ", "А-12", "A\u00AD-12"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Shows_exports_and_erases_every_spelling(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var doctor = await host.DoctorAsync();
        foreach (var spelling in Spellings) await Assessed.PathAsync(doctor, ("PatientCode", spelling));
        await Assessed.PathAsync(doctor, ("PatientCode", "A-13"));
        await Batching.DoneAsync(doctor, FileOf("\"A\u201112\"", "A-13", "A\u221212,too,many"));
        var admin = await host.AdminAsync();

        using var found = await admin.PostAsync(Page, new() { ["Code"] = "A-12" });
        var page = await Visitor.ReadAsync(found);
        var box = page.QuerySelectorAll("input[name=Doctors]").Single();
        Assert.Contains("assessments: 11, rows of files: 2", box.ParentElement!.TextContent, StringComparison.Ordinal);
        var shown = page.QuerySelectorAll("#spellings li").Select(item => item.TextContent).ToList();
        Assert.Contains("A–12 (1×, with U+2013)", shown);
        Assert.Contains("А-12 (1×, with U+0410)", shown);

        using var file = await SendAsync(admin, "Export", box.GetAttribute("value")!);
        using var json = JsonDocument.Parse(await file.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(11, json.RootElement.GetProperty("assessments").GetArrayLength());
        Assert.Equal(2, json.RootElement.GetProperty("fileRows").GetArrayLength());

        using var erased = await SendAsync(admin, "Erase", box.GetAttribute("value")!, "a\u200B–12");
        var answer = (await Visitor.ReadAsync(erased)).QuerySelector(".saved")!.TextContent;
        Assert.Contains("Assessments erased: 11", answer, StringComparison.Ordinal);
        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        Assert.Equal(["A-13", "A-13"], await connection.QueryAsync<string>("select patient_code from assessment"));
        Assert.Equal(1, await connection.ExecuteScalarAsync<int>("select count(*) from batch_row"));
    }

    [Theory]
    [InlineData("É-1", "E\u0301-1")]
    [InlineData("A 12", "A\u00A012")]
    [InlineData("A 12", "A\u2003 \u200912")]
    [InlineData("ΟΔΟΣ-1", "οδος-1")]
    [InlineData("Straße", "STRASSE")]
    [InlineData("D'Ávila", "d’ávila")]
    public async Task Visits_and_search_treat_look_alike_codes_as_equal(string first, string second)
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        await Assessed.PathAsync(doctor, ("PatientCode", first));
        host.Time.Advance(TimeSpan.FromDays(1));
        doctor = await host.DoctorAsync();
        var later = await doctor.PageAsync(await Assessed.PathAsync(doctor, ("PatientCode", second), ("AgeYears", "56")));
        Assert.Equal(2, Visits(later));
        using var search = await doctor.PostAsync("/assessments", new() { ["Code"] = first }, htmx: true);
        Assert.Equal(2, (await Visitor.ReadAsync(search)).QuerySelectorAll("tbody tr").Length);
    }

    private static int Visits(IHtmlDocument page) => page.QuerySelectorAll(".visits .plain a").Length;

    private static string FileOf(params string[] codes) =>
        "code,age,sex,height,weight,systolic,diastolic,cholesterol,glucose,smoker,alcohol,active\n"
        + string.Concat(codes.Select(code => $"{code},55,female,162,82.5,150,95,2,1,0,0,1\n"));

    private static async Task<HttpResponseMessage> SendAsync(Visitor admin, string handler, string doctor, string repeated = "")
    {
        var response = await admin.PostAsync(
            Page, new() { ["Code"] = "A-12", ["RepeatedCode"] = repeated, ["Doctors"] = doctor }, handler: handler);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return response;
    }
}
