using System.Net;
using System.Text;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;
using Dapper;

namespace Cardio.Site.Tests.Features.Assessments.Batches;

public sealed class BatchPageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_file_is_uploaded_started_and_stored_in_the_history(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var doctor = await host.DoctorAsync();
        var path = await Batching.UploadedAsync(doctor, Batching.Table(1205));
        var preview = await doctor.PageAsync(path);
        Assert.Equal("1,085 of 1,205 rows can be assessed", preview.QuerySelector("form h2")!.TextContent);
        Assert.Equal(13, preview.QuerySelectorAll("section[aria-labelledby=mapping-title] tbody tr").Length);
        Assert.Contains("age: read in days", preview.QuerySelector(".inset")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(10, preview.QuerySelectorAll("section[aria-labelledby=errors-title] tbody tr").Length);

        using var started = await doctor.PostAsync(path, new() { ["IsStored"] = "true" }, handler: "Start");
        using var again = await doctor.SendAsync(HttpMethod.Post, $"{path}?handler=Start",
            new() { ["__RequestVerificationToken"] = await doctor.TokenAsync() }, htmx: true);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        await Batching.EndAsync(doctor, path);
        using var end = await doctor.GetAsync(path, htmx: true);
        Assert.Equal("#batch", end.Headers.GetValues("HX-Retarget").Single());
        Assert.Null((await Visitor.ReadAsync(end)).QuerySelector("[hx-trigger]"));
        Assert.Equal(1206, (await Batching.ResultAsync(doctor, path)).Length);

        var history = await doctor.PageAsync("/assessments?source=batch");
        Assert.Equal(20, history.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("file", history.QuerySelector("tbody td")!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await doctor.PageAsync("/assessments?source=form")).QuerySelectorAll("tbody tr"));
        var details = await doctor.PageAsync(history.QuerySelector("tbody a")!.GetAttribute("href")!);
        Assert.Equal(path, details.QuerySelector("a[href^='/assessments/batches/']")!.GetAttribute("href"));
        var sources = (await (await host.ManagerAsync()).PageAsync("/dashboard")).QuerySelectorAll("#sources tbody tr")
            .Select(row => row.Children[1].TextContent);
        Assert.Equal(["0", "0", "1,085"], sources);

        using var deleted = await doctor.PostAsync(path, [], handler: "Delete");
        Assert.Equal(Batching.Page, deleted.Headers.Location?.OriginalString);
        using var gone = await doctor.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Equal(20, (await doctor.PageAsync("/assessments?source=batch")).QuerySelectorAll("tbody tr").Length);
        Assert.Null((await host.Database.Verification().RunAsync(null, Cancellation)).Fault);
    }

    [Fact]
    public async Task A_file_that_is_not_stored_creates_no_assessment()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        var path = await Batching.DoneAsync(doctor, Batching.Table(20), isStored: false);
        Assert.Equal(21, (await Batching.ResultAsync(doctor, path)).Length);
        Assert.NotNull((await doctor.PageAsync("/assessments")).QuerySelector(".empty"));
    }

    [Fact]
    public async Task A_file_of_another_doctor_is_not_found()
    {
        await using var host = await CardioHost.StartAsync();
        var path = await Batching.DoneAsync(await host.DoctorAsync(), Batching.Table(20));
        var other = await host.OtherDoctorAsync();
        foreach (var address in (string[])[path, $"{path}?handler=Result"])
        {
            using var response = await other.GetAsync(address);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
        foreach (var handler in (string[])["Start", "Cancel", "Delete"])
        {
            using var response = await other.SendAsync(
                HttpMethod.Post, $"{path}?handler={handler}",
                    new() { ["__RequestVerificationToken"] = await other.TokenAsync() }, htmx: false);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
        Assert.NotNull((await other.PageAsync(Batching.Page)).QuerySelector(".empty"));
    }

    [Fact]
    public async Task A_file_over_a_limit_is_rejected_and_leaves_nothing()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        using var rows = await Batching.UploadAsync(doctor, Encoding.UTF8.GetBytes(Batching.Table(100_001)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, rows.StatusCode);
        Assert.Contains("100,000 rows", (await Visitor.ReadAsync(rows))
            .QuerySelector(".field-error")!.TextContent.Replace("100000", "100,000", StringComparison.Ordinal), StringComparison.Ordinal);
        using var bytes = await Batching.UploadAsync(doctor,
            Encoding.UTF8.GetBytes(Batching.Table(10) + string.Concat(Enumerable.Repeat($"{new string(' ', 2000)};\n", 11_000))));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, bytes.StatusCode);
        Assert.Contains("20 MB", (await Visitor.ReadAsync(bytes)).QuerySelector(".field-error")!.TextContent, StringComparison.Ordinal);
        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        Assert.Equal(0, await connection.QuerySingleAsync<int>("select (select count(*) from batch) + (select count(*) from batch_row)"));
    }

    [Fact]
    public async Task A_file_without_an_antiforgery_token_before_it_is_not_read()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        foreach (var token in (string?[])[null, "CfDJ8" + new string('A', 150)])
        {
            using var form = new MultipartFormDataContent();
            if (token is not null) form.Add(new StringContent(token), "__RequestVerificationToken");
            form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(Batching.Table(3))), "File", "x.csv");
            using var response = await doctor.SendAsync(HttpMethod.Post, Batching.Page, form);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
        Assert.NotNull((await doctor.PageAsync(Batching.Page)).QuerySelector(".empty"));
    }
}
