using Cardio.Site.Data;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Assessments;

public sealed class VisitTests
{
    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_visit_before_stands_beside_the_result_with_what_drove_the_change(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var doctor = await host.DoctorAsync();
        (await doctor.PostAsync("/assessments/new", Patients.Valid(("SystolicMmHg", "120"), ("DiastolicMmHg", "80")))).Dispose();
        host.Time.Advance(TimeSpan.FromMinutes(5));
        using var response = await doctor.PostAsync("/assessments/new", Patients.Valid(("PatientCode", "p-7")), htmx: true);
        var visits = (await Visitor.ReadAsync(response)).QuerySelector(".visits")!;
        Assert.Contains("Systolic pressure: 120 mmHg → 150 mmHg (+", visits.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, visits.QuerySelectorAll(".plain a").Length);
        Assert.Equal(2, visits.QuerySelectorAll("svg circle").Length);
    }

    [Fact]
    public async Task Other_values_measured_are_not_compared_reason_by_reason()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        (await doctor.PostAsync("/assessments/new", Patients.Valid(("Cholesterol", "notMeasured")))).Dispose();
        host.Time.Advance(TimeSpan.FromMinutes(5));
        using var response = await doctor.PostAsync("/assessments/new", Patients.Valid(), htmx: true);
        Assert.Contains("cannot be compared", (await Visitor.ReadAsync(response)).QuerySelector(".visits")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("P-8")]
    [InlineData("")]
    public async Task Another_code_or_none_has_no_visit_before(string code)
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        (await doctor.PostAsync("/assessments/new", Patients.Valid(("PatientCode", "")))).Dispose();
        host.Time.Advance(TimeSpan.FromMinutes(5));
        (await doctor.PostAsync("/assessments/new", Patients.Valid())).Dispose();
        host.Time.Advance(TimeSpan.FromMinutes(5));
        using var response = await doctor.PostAsync("/assessments/new", Patients.Valid(("PatientCode", code)), htmx: true);
        Assert.Null((await Visitor.ReadAsync(response)).QuerySelector(".visits"));
    }

    [Fact]
    public async Task The_same_patient_again_starts_from_the_stored_values_of_the_doctor_s_own_patient_only()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync("pt-BR");
        using var response = await doctor.PostAsync("/assessments/new", Patients.Valid());
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
