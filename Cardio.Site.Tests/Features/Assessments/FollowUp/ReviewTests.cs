using System.Net;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Features.Assessments.FollowUp;

public sealed class ReviewTests
{
    private const string Hostile = "=cmd|' /C calc'!A0 <script>alert(1)</script>";

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_changed_decision_keeps_its_history(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var doctor = await host.DoctorAsync();
        var path = await Assessed.PathAsync(doctor);
        using var first = await doctor.PostAsync($"{path}/review", Fields(("Decision", "agree"), ("PatientTold", "true")), htmx: true);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        var fragment = await Visitor.ReadAsync(first);
        Assert.Null(fragment.QuerySelector("nav"));
        Assert.Equal("Stored: Agree", fragment.QuerySelector("#review .saved")!.TextContent);

        host.Time.Advance(TimeSpan.FromMinutes(5));
        using var second = await doctor.PostAsync($"{path}/review",
            Fields(("Decision", "notUsed"), ("Reason", "Known\nalready")), htmx: true);
        var changed = await Visitor.ReadAsync(second);
        var facts = changed.QuerySelectorAll("#review > .facts dd").Select(fact => fact.TextContent).ToList();
        Assert.Equal(["Not used", "Known\nalready", "No"], facts.Take(3));
        Assert.Contains("Dr. Demo", facts[3], StringComparison.Ordinal);
        var earlier = Assert.Single(changed.QuerySelectorAll(".entries li")).TextContent;
        Assert.Contains("Agree", earlier, StringComparison.Ordinal);
        Assert.Contains("patient informed", earlier, StringComparison.Ordinal);
        Assert.Contains("12:00", earlier, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_JavaScript_the_form_redirects_to_the_assessment()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        var path = await Assessed.PathAsync(doctor);
        using var response = await doctor.PostAsync($"{path}/review", Fields(("Decision", "disagree"), ("Reason", Hostile)));
        Assert.Equal(path, response.Headers.Location?.OriginalString);
        var page = await doctor.PageAsync(path);
        Assert.Contains(page.QuerySelectorAll("#review dd"), fact => fact.TextContent == Hostile);
        Assert.DoesNotContain(page.QuerySelectorAll("main script"), _ => true);
    }

    [Theory]
    [InlineData("Decision", null, "Select whether you agree, disagree or did not use the estimate")]
    [InlineData("Decision", "disagree", "Enter the reason: you disagree with the estimate or did not use it")]
    [InlineData("Decision", "notUsed", "Enter the reason: you disagree with the estimate or did not use it")]
    public async Task The_summary_and_the_field_show_the_same_error(string field, string? value, string message)
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        var path = await Assessed.PathAsync(doctor);
        foreach (var htmx in new[] { true, false })
        {
            using var response = await doctor.PostAsync($"{path}/review", Fields((field, value), ("Reason", " \r\n ")), htmx);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
            var page = await Visitor.ReadAsync(response);
            var link = Assert.Single(page.QuerySelectorAll(".error-summary a"));
            Assert.Equal(message, link.TextContent);
            Assert.Equal(message,
                page.QuerySelector(link.GetAttribute("href")!)!.Closest(".field")!.QuerySelector(".field-error")!.TextContent);
        }
        Assert.Null((await doctor.PageAsync(path)).QuerySelector("#review .facts"));
    }

    [Fact]
    public async Task A_reason_is_limited_in_length_and_has_no_national_number()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        var path = await Assessed.PathAsync(doctor);
        using var full = await doctor.PostAsync($"{path}/review",
            Fields(("Decision", "agree"), ("Reason", new string('é', 500))), htmx: true);
        Assert.Equal(HttpStatusCode.OK, full.StatusCode);
        using var tooLong = await doctor.PostAsync($"{path}/review",
            Fields(("Decision", "agree"), ("Reason", new string('x', 501))), htmx: true);
        Assert.Equal("The reason must have at most 500 characters", (await Visitor.ReadAsync(tooLong))
            .QuerySelector(".error-summary a")!.TextContent);
        using var named = await doctor.PostAsync($"{path}/review",
            Fields(("Decision", "agree"), ("Reason", "CPF 529.982.247-25")), htmx: true);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, named.StatusCode);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Control_characters_are_removed_and_a_repetition_adds_no_entry(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var doctor = await host.DoctorAsync();
        var path = await Assessed.PathAsync(doctor);
        for (var i = 0; i < 2; i++)
        {
            using var response = await doctor.PostAsync($"{path}/review",
                Fields(("Decision", "agree"), ("Reason", "a\u0007b\u001b")), htmx: true);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
        var page = await doctor.PageAsync(path);
        Assert.Contains(page.QuerySelectorAll("#review dd"), fact => fact.TextContent == "ab");
        Assert.Null(page.QuerySelector("#review .entries"));
    }

    [Theory]
    [InlineData("review")]
    [InlineData("outcome")]
    public async Task An_assessment_of_another_doctor_is_not_found(string part)
    {
        await using var host = await CardioHost.StartAsync();
        var path = await Assessed.PathAsync(await host.DoctorAsync());
        var other = await host.OtherDoctorAsync();
        var own = await other.PageAsync(await Assessed.PathAsync(other));
        var fields = Fields(("Decision", "agree"), ("Diagnosis", "present"), ("Method", "ECG"), ("DiagnosedOn", "2026-11-17"));
        fields["__RequestVerificationToken"] = own.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value");
        using var read = await other.GetAsync($"{path}/{part}");
        Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
        using var written = await other.SendAsync(HttpMethod.Post, $"{path}/{part}", fields, htmx: true);
        Assert.Equal(HttpStatusCode.NotFound, written.StatusCode);
        var manager = await host.ManagerAsync();
        using var forbidden = await manager.GetAsync($"{path}/{part}");
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    private static Dictionary<string, string?> Fields(params (string Field, string? Value)[] fields) =>
        fields.ToDictionary(field => $"Input.{field.Field}", field => field.Value);
}
