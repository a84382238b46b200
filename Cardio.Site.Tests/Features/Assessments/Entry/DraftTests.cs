using System.Net;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Features.Assessments.Entry;

public sealed class DraftTests
{
    private const string New = "/assessments/new";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_draft_is_restored_once_after_signing_in_again(bool htmx)
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        await LoseSessionWhileTypingAsync(doctor, htmx);
        await doctor.SignInAsync("doctor@cardio.example");
        var form = await doctor.PageAsync(New);
        Assert.Equal("82,5x", form.QuerySelector("#Input_WeightKg")!.GetAttribute("value"));
        Assert.Equal("150", form.QuerySelector("#Input_SystolicMmHg")!.GetAttribute("value"));
        Assert.NotNull(form.QuerySelector("input[name='Input.Sex'][value=female][checked]"));
        Assert.Null(form.QuerySelector(".error-summary"));
        Assert.Equal("", (await doctor.PageAsync(New)).QuerySelector("#Input_WeightKg")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=x", "--y\r\nbroken")]
    [InlineData("application/x-www-form-urlencoded", "Owner=%00&Input.AgeYears=5")]
    [InlineData("text/plain", "Owner=1")]
    public async Task An_unreadable_form_redirects_to_sign_in_without_an_error(string type, string body)
    {
        await using var host = await CardioHost.StartAsync();
        using var content = new StringContent(body);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        using var response = await host.Anonymous().SendAsync(HttpMethod.Post, New, content);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    [Fact]
    public async Task A_draft_is_not_shown_to_another_doctor_on_the_same_computer()
    {
        await using var host = await CardioHost.StartAsync();
        _ = await host.OtherDoctorAsync();
        var doctor = await host.DoctorAsync();
        await LoseSessionWhileTypingAsync(doctor, htmx: false);
        await doctor.SignInAsync("other@cardio.example");
        Assert.Equal("", (await doctor.PageAsync(New)).QuerySelector("#Input_WeightKg")!.GetAttribute("value"));
    }

    private static async Task LoseSessionWhileTypingAsync(Visitor doctor, bool htmx)
    {
        var page = await doctor.PageAsync(New);
        var form = SamplePatients.Valid(("WeightKg", "82,5x"));
        foreach (var name in new[] { "FormId", "Owner", "__RequestVerificationToken" })
            form[name] = page.QuerySelector($"#assessment-form input[name={name}]")!.GetAttribute("value");
        await doctor.SignOutAsync();
        using var response = await doctor.SendAsync(HttpMethod.Post, New, form, htmx);
        Assert.Equal(htmx ? HttpStatusCode.Unauthorized : HttpStatusCode.Redirect, response.StatusCode);
    }
}
