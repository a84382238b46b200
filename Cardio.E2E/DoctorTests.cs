using System.Text.RegularExpressions;
using Cardio.E2E.Pages;
using Cardio.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cardio.E2E;

public sealed class DoctorTests(SiteFixture site) : BrowserTest(site)
{
    [Fact]
    public async Task Doctor_assesses_a_patient_and_finds_them_in_the_history()
    {
        var code = $"E2E-{Guid.NewGuid():N}"[..12];
        await new SignInPage(Page).SignInAsync("doctor");
        await Expect(Page).ToHaveURLAsync(new Regex("/assessments/new$"));
        await PictureAsync("form-empty");

        var assessment = new AssessmentFormPage(Page);
        await assessment.FillAsync(code);
        await assessment.SubmitAsync();
        await Expect(assessment.Result).ToBeFocusedAsync();
        await Expect(assessment.Probability).ToHaveTextAsync(new Regex(@"^\d{1,2}%$"));
        await Expect(Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Estimate:");
        await Expect(Page).ToHaveURLAsync(new Regex("/assessments/new$"));
        await PictureAsync("result");

        await Page.GetByRole(AriaRole.Link, new() { Name = "History", Exact = true }).ClickAsync();
        await PictureAsync("history");
        await Page.GetByRole(AriaRole.Searchbox).FillAsync(code.ToUpperInvariant());
        await Expect(Page.GetByRole(AriaRole.Row)).ToHaveCountAsync(2);
        await Page.GetByRole(AriaRole.Row).Nth(1).GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(Page).ToHaveURLAsync(new Regex("/assessments/[0-9a-f-]{36}$"));
        await Expect(Page.GetByText(code, new() { Exact = true })).ToBeVisibleAsync();
        await PictureAsync("details");
    }

    [Fact]
    public async Task Doctor_corrects_an_invalid_value()
    {
        await new SignInPage(Page).SignInAsync("doctor");
        var assessment = new AssessmentFormPage(Page);
        await assessment.FillAsync("E2E-invalid", systolic: "1400");
        await assessment.SubmitAsync();
        await Expect(assessment.ErrorSummary).ToBeFocusedAsync();
        await Expect(Page).ToHaveTitleAsync(new Regex("^Error: "));
        await Expect(Page.GetByLabel("Weight, in")).ToHaveValueAsync("82,5");
        await PictureAsync("form-error");

        await assessment.ErrorSummary.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(Page.GetByLabel("Systolic pressure, in")).ToBeFocusedAsync();
        await assessment.FillMeasurementAsync("Systolic pressure", "140");
        await assessment.SubmitAsync();
        await Expect(assessment.Result).ToBeVisibleAsync();
        await Expect(assessment.ErrorSummary).ToHaveCountAsync(0);
        await Expect(Page).Not.ToHaveTitleAsync(new Regex("^Error: "));

        var stale = Page.GetByText("this estimate is for the earlier values");
        await Expect(stale).ToBeHiddenAsync();
        await assessment.FillMeasurementAsync("Age", "61");
        await Expect(stale).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Unusual_value_needs_one_confirmation()
    {
        await new SignInPage(Page).SignInAsync("doctor");
        var assessment = new AssessmentFormPage(Page);
        await assessment.FillAsync("E2E-unusual", systolic: "230");
        await assessment.SubmitAsync();
        await Expect(assessment.ErrorSummary).ToBeFocusedAsync();
        await PictureAsync("form-unusual");
        await Page.GetByLabel("I have checked these values").CheckAsync();
        await assessment.SubmitAsync();
        await Expect(assessment.Result).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Read this estimate with care" }))
            .ToContainTextAsync("Unusual systolic");
        await PictureAsync("result-flagged");
    }

    [Fact]
    public async Task Double_click_creates_one_assessment()
    {
        var code = $"E2E-{Guid.NewGuid():N}"[..12];
        await new SignInPage(Page).SignInAsync("doctor");
        var assessment = new AssessmentFormPage(Page);
        await assessment.FillAsync(code);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Assess" }).DblClickAsync();
        await Expect(assessment.Result).ToBeVisibleAsync();
        await Page.GotoAsync("/assessments");
        await Page.GetByRole(AriaRole.Searchbox).FillAsync(code);
        await Expect(Page.GetByRole(AriaRole.Row)).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Doctor_cannot_open_the_dashboard()
    {
        await new SignInPage(Page).SignInAsync("doctor");
        var response = await Page.GotoAsync("/dashboard");
        Assert.Equal(403, response!.Status);
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "You do not have access to this page" })).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Dashboard" })).ToHaveCountAsync(0);
    }
}
