using Cardio.E2E.Pages;
using Cardio.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cardio.E2E;

/// <summary>axe finds no violation on any page, dialog or swapped fragment.</summary>
public sealed class AccessibilityTests(SiteFixture site) : BrowserTest(site)
{
    [Fact]
    public async Task Pages_of_the_doctor_have_no_accessibility_violations()
    {
        await Page.GotoAsync("/sign-in");
        await NoBarrierAsync();
        await new SignInPage(Page).SignInAsync("doctor");
        await NoBarrierAsync();
        var assessment = new AssessmentFormPage(Page);
        await assessment.SubmitAsync();
        await Expect(assessment.ErrorSummary).ToBeVisibleAsync();
        await NoBarrierAsync();
        await assessment.FillAsync("E2E-axe");
        await assessment.SubmitAsync();
        await Expect(assessment.Result).ToBeVisibleAsync();
        await NoBarrierAsync();
        await PictureInBothColoursAsync("result");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Open this assessment" }).ClickAsync();
        await NoBarrierAsync();
        var followUp = new FollowUpPage(Page);
        await followUp.Review.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(assessment.ErrorSummary).ToBeVisibleAsync();
        await NoBarrierAsync();
        await followUp.DecideAsync("Agree", "Typical");
        await Expect(followUp.Review.GetByText("Stored: Agree")).ToBeVisibleAsync();
        await NoBarrierAsync();
        await PictureInBothColoursAsync("followup");
        await Page.GotoAsync("/assessments");
        await NoBarrierAsync();
        await Page.GetByRole(AriaRole.Link, new() { NameRegex = new("^missing") }).First.ClickAsync();
        await NoBarrierAsync();
        await Page.GotoAsync("/assessments?from=2026-12-31&to=2026-01-01");
        await NoBarrierAsync();
        await Page.GotoAsync("/about");
        foreach (var closed in await Page.Locator("summary").AllAsync()) await closed.ClickAsync();
        await NoBarrierAsync();
        await PictureInBothColoursAsync("about");
        await Page.GotoAsync("/docs");
        await NoBarrierAsync();
        await PictureAsync("docs");
        await Page.GotoAsync("/nowhere");
        await NoBarrierAsync();
    }

    [Fact]
    public async Task Pages_of_the_manager_have_no_accessibility_violations()
    {
        await new SignInPage(Page).SignInAsync("manager");
        await NoBarrierAsync();
        await Page.GotoAsync("/account");
        await NoBarrierAsync();
    }

    [Theory]
    [InlineData("/assessments/new")]
    [InlineData("/assessments")]
    [InlineData("/about")]
    [InlineData("/docs")]
    public async Task Pages_fit_into_320_pixels(string path)
    {
        await Page.SetViewportSizeAsync(320, 800);
        await new SignInPage(Page).SignInAsync("doctor");
        await Page.GotoAsync(path);
        Assert.True(await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 320"));
    }
}
