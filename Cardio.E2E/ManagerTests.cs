using System.Globalization;
using Cardio.E2E.Pages;
using Cardio.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cardio.E2E;

public sealed class ManagerTests(SiteFixture site) : BrowserTest(site)
{
    [Fact]
    public async Task A_manager_sees_an_assessment_counted()
    {
        var before = await CountAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await new SignInPage(Page).SignInAsync("doctor");
        var assessment = new AssessmentPage(Page);
        await assessment.FillAsync("E2E-counted", systolic: "135");
        await assessment.SubmitAsync();
        await Expect(assessment.Result).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        Assert.True(await CountAsync() > before);
        await Expect(Page.GetByRole(AriaRole.Img, new() { Name = "Assessments per day" })).ToBeVisibleAsync();
        await Page.GetByText("Table", new() { Exact = true }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Rowheader, new() { Name = "Dr. Demo" })).ToBeVisibleAsync();
        await PictureAsync("dashboard");
    }

    [Fact]
    public async Task A_changed_filter_stands_in_the_address_and_the_page_keeps_its_place()
    {
        await new SignInPage(Page).SignInAsync("manager");
        await Page.GetByLabel("From").FillAsync("2026-01-01");
        await Page.GetByLabel("From").BlurAsync();
        await Page.WaitForURLAsync(url => url.Contains("From=2026-01-01", StringComparison.OrdinalIgnoreCase));
        await Page.ReloadAsync();
        await Expect(Page.GetByLabel("From")).ToHaveValueAsync("2026-01-01");
    }

    private async Task<int> CountAsync()
    {
        await new SignInPage(Page).SignInAsync("manager");
        var count = await Page.Locator(".figures dd").First.TextContentAsync();
        var number = int.Parse(count!, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        await PictureAsync(number == 0 ? "dashboard-empty" : "dashboard-closed");
        return number;
    }
}
