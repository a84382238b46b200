using Cardio.E2E.Pages;
using Cardio.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cardio.E2E;

public sealed class PrivacyPageTests(SiteFixture site) : BrowserTest(site)
{
    [Fact]
    public async Task Administrator_exports_and_erases_the_data_of_a_patient()
    {
        await new SignInPage(Page).SignInAsync("doctor");
        var assessment = new AssessmentFormPage(Page);
        await assessment.FillAsync("E2E-erased");
        await assessment.SubmitAsync();
        await Expect(assessment.Result).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await new SignInPage(Page).SignInAsync(await Site.AdministratorAsync());
        await Page.GotoAsync("/administration/privacy");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Enter the patient code");
        await Page.GetByLabel("Patient code").FillAsync("e2e-ERASED");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Data stored under this code" })).ToBeFocusedAsync();
        await NoBarrierAsync();
        await PictureAsync("privacy");

        var download = await Page.RunAndWaitForDownloadAsync(
            () => Page.GetByRole(AriaRole.Button, new() { Name = "Download everything" }).ClickAsync());
        var json = await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Contains("\"patientCode\": \"E2E-erased\"", json, StringComparison.Ordinal);

        var erase = Page.GetByRole(AriaRole.Button, new() { Name = "Erase permanently" });
        await erase.ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("type the same code again");
        await Page.GetByLabel("Type the code again").FillAsync("E2E-erased");
        await erase.ClickAsync();
        await Expect(Page.GetByText("Assessments erased: 1")).ToBeVisibleAsync();
        Assert.DoesNotContain("erased", Page.Url, StringComparison.OrdinalIgnoreCase);
    }
}
