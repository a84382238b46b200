using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;
using Dapper;

namespace Cardio.Site.Tests.Features.Assessments.Result;

public sealed class ReceiptTests
{
    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_stored_assessment_reproduces_bit_for_bit(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var doctor = await host.DoctorAsync();
        using var response = await doctor.PostAsync("/assessments/new", SamplePatients.Valid(("WeightKg", "82.7")));
        var address = response.Headers.Location!.OriginalString;
        var receipt = await doctor.PageAsync($"{address}/receipt");
        Assert.Contains("same result", receipt.QuerySelector("#reproduces")!.TextContent, StringComparison.Ordinal);
        var code = receipt.QuerySelector("h1 code")!.TextContent;
        Assert.Matches("^[0-9A-Z]{5}-[0-9A-Z]{5}$", code);
        Assert.Contains(code, (await doctor.PageAsync(address)).QuerySelector("#chart-text")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("update assessment set systolic_mmhg = 149", "the result differs")]
    [InlineData("update assessment set model_sha256 = 'other', model_version = '2020.1.1'", "2020.1.1, which is not loaded here")]
    public async Task A_modified_record_is_detected(string tampering, string expected)
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        using var response = await doctor.PostAsync("/assessments/new", SamplePatients.Valid());
        var address = $"{response.Headers.Location!.OriginalString}/receipt";
        var before = (await doctor.PageAsync(address)).QuerySelector("h1 code")!.TextContent;
        await using (var connection = await host.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken))
            await connection.ExecuteAsync(tampering);

        var after = await doctor.PageAsync(address);
        Assert.Contains(expected, after.QuerySelector("#reproduces")!.TextContent, StringComparison.Ordinal);
        Assert.NotEqual(before, after.QuerySelector("h1 code")!.TextContent);
    }
}
