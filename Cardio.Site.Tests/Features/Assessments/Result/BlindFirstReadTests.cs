using System.Net;
using Cardio.Site.Tests.Support;
using Dapper;

namespace Cardio.Site.Tests.Features.Assessments.Result;

public sealed class BlindFirstReadTests
{
    private static readonly Dictionary<string, string?> Asked = new() { ["Clinic:BlindFirstRead"] = "true" };

    [Fact]
    public async Task The_doctor_s_own_estimate_is_required_before_the_model_s()
    {
        await using var host = await CardioHost.StartAsync(settings: Asked);
        var doctor = await host.DoctorAsync();
        using var asked = await doctor.PostAsync("/assessments/new", SamplePatients.Valid(), htmx: true);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.StatusCode);
        var form = await Visitor.ReadAsync(asked);
        Assert.Equal("#Input_OwnEstimatePercent", form.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.Null(form.QuerySelector("#probability"));

        using var answered = await doctor.PostAsync("/assessments/new", SamplePatients.Valid(("OwnEstimatePercent", "35 %")), htmx: true);
        Assert.Contains("Your own estimate beforehand: 35%", (await Visitor.ReadAsync(answered)).Body!.TextContent,
            StringComparison.Ordinal);
        await using var connection = await host.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0.35, await connection.ExecuteScalarAsync<double>("select doctor_estimate from assessment"));
    }

    [Fact]
    public async Task The_own_estimate_is_not_requested_by_default()
    {
        await using var host = await CardioHost.StartAsync();
        Assert.Null((await (await host.DoctorAsync()).PageAsync("/assessments/new")).QuerySelector("#Input_OwnEstimatePercent"));
    }
}
