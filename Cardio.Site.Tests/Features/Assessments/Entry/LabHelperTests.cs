using System.Net;
using Cardio.Model.Patients;
using Cardio.Site.Features.Assessments.Entry;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Features.Assessments.Entry;

public sealed class LabHelperTests
{
    [Theory]
    [InlineData(199, LabUnit.MgDl, LabLevel.Normal)]
    [InlineData(199.9, LabUnit.MgDl, LabLevel.Normal)]
    [InlineData(200, LabUnit.MgDl, LabLevel.AboveNormal)]
    [InlineData(239.9, LabUnit.MgDl, LabLevel.AboveNormal)]
    [InlineData(240, LabUnit.MgDl, LabLevel.WellAboveNormal)]
    [InlineData(5.1, LabUnit.MmolL, LabLevel.Normal)]
    [InlineData(5.18, LabUnit.MmolL, LabLevel.AboveNormal)]
    [InlineData(6.21, LabUnit.MmolL, LabLevel.WellAboveNormal)]
    public void Classifies_cholesterol(double value, LabUnit unit, LabLevel expected) =>
        Assert.Equal(expected, LabHelper.Cholesterol(value, unit));

    [Theory]
    [InlineData(99, LabUnit.MgDl, LabLevel.Normal)]
    [InlineData(100, LabUnit.MgDl, LabLevel.AboveNormal)]
    [InlineData(126, LabUnit.MgDl, LabLevel.WellAboveNormal)]
    [InlineData(5.5, LabUnit.MmolL, LabLevel.Normal)]
    [InlineData(5.6, LabUnit.MmolL, LabLevel.AboveNormal)]
    [InlineData(7.0, LabUnit.MmolL, LabLevel.WellAboveNormal)]
    public void Classifies_fasting_glucose(double value, LabUnit unit, LabLevel expected) =>
        Assert.Equal(expected, LabHelper.Glucose(value, unit));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fills_in_the_classes_and_keeps_the_other_values(bool htmx)
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        var fields = new Dictionary<string, string?> { ["Input.AgeYears"] = "55", ["Lab.Cholesterol"] = "5,4",
            ["Lab.Glucose"] = "7.2", ["Lab.Unit"] = "MmolL" };
        using var response = await doctor.PostAsync("/assessments/new", fields, htmx, handler: "classify");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var form = await Visitor.ReadAsync(response);
        Assert.NotNull(form.QuerySelector("input[name='Input.Cholesterol'][value=aboveNormal][checked]"));
        Assert.NotNull(form.QuerySelector("input[name='Input.Glucose'][value=wellAboveNormal][checked]"));
        Assert.Equal("55", form.QuerySelector("#Input_AgeYears")!.GetAttribute("value"));
        Assert.Equal("5,4", form.QuerySelector("#Lab_Cholesterol")!.GetAttribute("value"));
        Assert.Equal("Cholesterol: Above normal; Glucose: Well above normal",
            form.QuerySelector(".lab-helper [data-announce]")!.TextContent);
        Assert.Null(form.QuerySelector(".error-summary"));
    }

    [Theory]
    [InlineData("Cholesterol", "5,2", "MgDl",
        "Total cholesterol: check the value and its unit; the plausible range in mg/dL is 50 to 1000")]
    [InlineData("Glucose", "7", "MgDl", "Fasting glucose: check the value and its unit; the plausible range in mg/dL is 20 to 1000")]
    [InlineData("Cholesterol", "190", "MmolL",
        "Total cholesterol: check the value and its unit; the plausible range in mmol/L is 1.3 to 26")]
    [InlineData("Glucose", "95", "MmolL", "Fasting glucose: check the value and its unit; the plausible range in mmol/L is 1.1 to 56")]
    public async Task A_value_in_the_wrong_unit_is_not_classified(string field, string value, string unit, string error)
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await (await host.DoctorAsync())
            .PostAsync("/assessments/new", new() { [$"Lab.{field}"] = value, ["Lab.Unit"] = unit }, htmx: true, handler: "classify");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var form = await Visitor.ReadAsync(response);
        Assert.Equal(error, form.QuerySelector(".error-summary a")!.TextContent);
        Assert.Null(form.QuerySelector($"input[name='Input.{field}'][checked]"));
    }

    [Fact]
    public async Task Text_instead_of_a_number_is_an_error_of_its_field()
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await (await host.DoctorAsync())
            .PostAsync("/assessments/new", new() { ["Lab.Glucose"] = "high" }, htmx: true, handler: "classify");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("#Lab_Glucose", (await Visitor.ReadAsync(response)).QuerySelector(".error-summary a")!.GetAttribute("href"));
    }
}
