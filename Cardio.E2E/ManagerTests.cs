using System.Globalization;
using System.Text.RegularExpressions;
using Cardio.E2E.Pages;
using Cardio.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cardio.E2E;

public sealed class ManagerTests(SiteFixture site) : BrowserTest(site)
{
    [Fact]
    public async Task Dashboard_counts_a_new_assessment()
    {
        var before = await CountAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await new SignInPage(Page).SignInAsync("doctor");
        var assessment = new AssessmentFormPage(Page);
        for (var i = 0; i < 5; i++) // counts below five are suppressed
        {
            await assessment.FillAsync("E2E-counted", systolic: $"{135 + i}");
            await Page.RunAndWaitForResponseAsync(
                assessment.SubmitAsync, response => response.Request.Method == "POST" && response.Ok);
        }
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        Assert.True(await CountAsync() > before);
        await Expect(Page.GetByRole(AriaRole.Img, new() { Name = "Assessments over time" })).ToBeVisibleAsync();
        await Page.GetByText("Table", new() { Exact = true }).First.ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Rowheader, new() { Name = "Dr. Demo" })).ToBeVisibleAsync();
        await PictureAsync("dashboard");
    }

    [Fact]
    public async Task Changed_filter_is_in_the_address_and_survives_a_reload()
    {
        await new SignInPage(Page).SignInAsync("manager");
        await Page.WaitForLoadStateAsync(); // until the scripts run, only the button submits a changed field
        var from = DateTime.UtcNow.AddDays(-60).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await Page.GetByLabel("From", new() { Exact = true }).FillAsync(from);
        await Page.GetByLabel("From", new() { Exact = true }).BlurAsync();
        await Expect(Page).ToHaveURLAsync(new Regex($"from={from}"));
        await Page.ReloadAsync();
        await Expect(Page.GetByLabel("From", new() { Exact = true })).ToHaveValueAsync(from);
    }

    private async Task<int> CountAsync()
    {
        await new SignInPage(Page).SignInAsync("manager");
        var count = await Page.Locator(".figures dd").First.TextContentAsync();
        var number = count == "hidden" ? 1 : int.Parse(count!, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        await PictureAsync(number == 0 ? "dashboard-empty" : "dashboard-closed");
        return number;
    }
}
