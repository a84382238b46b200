using System.Net;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Features.Assessments.FollowUp;

public sealed class OutcomeTests
{
    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_corrected_outcome_keeps_its_history(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var doctor = await host.DoctorAsync();
        var path = await Assessed.PathAsync(doctor);
        using var first = await doctor.PostAsync($"{path}/outcome", Fields(), htmx: true);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal("Stored: disease present", (await Visitor.ReadAsync(first)).QuerySelector("#outcome .saved")!.TextContent);

        host.Time.Advance(TimeSpan.FromMinutes(10));
        using var second = await doctor.PostAsync($"{path}/outcome", Fields(("Diagnosis", "absent"), ("Method", "<b>CT</b>")));
        Assert.Equal(path, second.Headers.Location?.OriginalString);
        var page = await doctor.PageAsync(path);
        Assert.Equal(["absent", "<b>CT</b>", "17 Nov 2026"], page.QuerySelectorAll("#outcome > .facts dd").Take(3)
            .Select(fact => fact.TextContent));
        var earlier = Assert.Single(page.QuerySelectorAll("#outcome .entries li")).TextContent;
        Assert.Contains("present", earlier, StringComparison.Ordinal);
        Assert.Contains("Angiography", earlier, StringComparison.Ordinal);
        Assert.Contains("Dr. Demo", earlier, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_entry_is_current_even_if_the_clock_went_back()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        var path = await Assessed.PathAsync(doctor);
        foreach (var (method, decision) in new[] { ("First", "agree"), ("Second", "disagree"), ("Third", "agree") })
        {
            using var outcome = await doctor.PostAsync($"{path}/outcome", Fields(("Method", method)), htmx: true);
            using var review = await doctor.PostAsync($"{path}/review",
                new() { ["Input.Decision"] = decision, ["Input.Reason"] = method, ["Input.PatientTold"] = "false" }, htmx: true);
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (outcome.StatusCode, review.StatusCode));
            var page = await doctor.PageAsync(path);
            Assert.Equal(method, page.QuerySelectorAll("#outcome > .facts dd")[1].TextContent);
            Assert.Contains(method, page.QuerySelector("#review > .facts")!.TextContent, StringComparison.Ordinal);
            host.Time.AdjustTime(host.Time.GetUtcNow() - TimeSpan.FromHours(1));
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("pt-BR")]
    public async Task A_date_means_the_same_in_both_languages(string language)
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync(language);
        var path = await Assessed.PathAsync(doctor);
        using var iso = await doctor.PostAsync($"{path}/outcome", Fields(("DiagnosedOn", "2026-03-04")), htmx: true);
        Assert.Equal(HttpStatusCode.OK, iso.StatusCode);
        Assert.Equal("2026-03-04", (await doctor.PageAsync($"{path}/outcome")).QuerySelector("input[type=date]")!.GetAttribute("value"));
        using var ambiguous = await doctor.PostAsync($"{path}/outcome", Fields(("DiagnosedOn", "03/04/2026")), htmx: true);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ambiguous.StatusCode);
    }

    [Theory]
    [InlineData("Diagnosis", null, "Select whether the disease is present or absent")]
    [InlineData("Diagnosis", "maybe", null)]
    [InlineData("Method", "  ", "Enter how the diagnosis was confirmed")]
    [InlineData("Method", "longer", "The method must have at most 200 characters")]
    [InlineData("Method", "529.982.247-25", "The method contains a CPF or CNS: remove what identifies the person")]
    [InlineData("DiagnosedOn", null, "Enter the date of the diagnosis")]
    [InlineData("DiagnosedOn", "2026-02-30", "Date of the diagnosis: enter a date such as 2026-11-22")]
    [InlineData("DiagnosedOn", "1999-12-31", "The date of the diagnosis must not be before 2000")]
    [InlineData("DiagnosedOn", "2026-11-19", "The date of the diagnosis must not be in the future")]
    [InlineData("DiagnosedOn", "9999-12-31", "The date of the diagnosis must not be in the future")]
    public async Task An_invalid_value_is_an_error_of_its_field(string field, string? value, string? message)
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        var path = await Assessed.PathAsync(doctor);
        using var response = await doctor.PostAsync($"{path}/outcome", Fields((field, value == "longer" ? new string('m', 201) : value)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var page = await Visitor.ReadAsync(response);
        Assert.StartsWith("Error:", page.Title, StringComparison.Ordinal);
        var link = Assert.Single(page.QuerySelectorAll(".error-summary a"));
        if (message is not null) Assert.Equal(message, link.TextContent);
        Assert.Equal(link.TextContent,
            page.QuerySelector(link.GetAttribute("href")!)!.Closest(".field")!.QuerySelector(".field-error")!.TextContent);
    }

    [Fact]
    public async Task Today_is_the_date_in_the_clinic_s_time_zone()
    {
        await using var host = await CardioHost.StartAsync();
        // 02:00 UTC of the 19th is 23:00 of the 18th in São Paulo.
        host.Time.Advance(TimeSpan.FromHours(11));
        var doctor = await host.DoctorAsync();
        var path = await Assessed.PathAsync(doctor);
        using var tomorrow = await doctor.PostAsync($"{path}/outcome", Fields(("DiagnosedOn", "2026-11-19")), htmx: true);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tomorrow.StatusCode);
        using var today = await doctor.PostAsync($"{path}/outcome", Fields(("DiagnosedOn", "2026-11-18")), htmx: true);
        Assert.Equal(HttpStatusCode.OK, today.StatusCode);
    }

    private static Dictionary<string, string?> Fields(params (string Field, string? Value)[] changes)
    {
        var fields = new Dictionary<string, string?>
        {
            ["Input.Diagnosis"] = "present", ["Input.Method"] = "Angiography", ["Input.DiagnosedOn"] = "2026-11-17",
        };
        foreach (var (field, value) in changes) fields[$"Input.{field}"] = value;
        return fields;
    }
}
