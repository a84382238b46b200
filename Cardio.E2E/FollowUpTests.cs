using System.Text.RegularExpressions;
using Cardio.E2E.Pages;
using Cardio.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cardio.E2E;

/// <summary>After the estimate, a doctor records decisions and confirmed diagnoses.</summary>
public sealed class FollowUpTests(SiteFixture site) : BrowserTest(site)
{
    [Fact]
    public async Task Doctor_records_a_decision_and_later_the_diagnosis()
    {
        await AssessAsync("E2E-follow");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Open this assessment" }).ClickAsync();
        var followUp = new FollowUpPage(Page);
        await PictureAsync("followup-empty");
        await followUp.Review.GetByLabel("Disagree", new() { Exact = true }).CheckAsync();
        await followUp.Review.GetByRole(AriaRole.Button, new() { Name = "Store the decision" }).ClickAsync();
        await Expect(followUp.Review.GetByRole(AriaRole.Alert)).ToBeFocusedAsync();
        await PictureAsync("followup-error");
        await followUp.DecideAsync("Disagree", "Chest pain at rest\n<script>alert(1)</script>");
        await Expect(followUp.Review.GetByText("Stored: Disagree")).ToBeFocusedAsync();
        await Expect(Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Stored: Disagree");

        await followUp.Review.GetByText("Change the decision").ClickAsync();
        await followUp.DecideAsync("Agree", "");
        await Expect(followUp.Review.GetByText("Stored: Agree")).ToBeFocusedAsync();
        await followUp.ConfirmAsync("present", "=Coronary angiography", "2026-11-01");
        await Expect(followUp.Outcome.GetByText("Stored: disease present")).ToBeFocusedAsync();
        await followUp.Review.GetByText("Earlier entries (1)").ClickAsync();
        await Expect(followUp.Review.GetByText("<script>alert(1)</script>")).ToBeVisibleAsync();
        await PictureAsync("followup-done");
        Assert.Matches(new Regex("/assessments/[0-9a-f-]{36}$"), Page.Url);
    }

    [Fact]
    public async Task Recorded_diagnosis_leaves_the_list_of_missing_ones()
    {
        var code = $"E2E-{Guid.NewGuid():N}"[..12];
        await AssessAsync(code);
        await Page.GetByRole(AriaRole.Link, new() { Name = "History", Exact = true }).ClickAsync();
        var list = Page.GetByRole(AriaRole.Link, new() { NameRegex = new(@"^Diagnosis missing \((\d+|more than 1,000)\)$") });
        var row = Page.GetByRole(AriaRole.Row).Filter(new() { HasText = code });
        await list.ClickAsync();
        await PictureAsync("history-missing");
        // Search first: a concurrent batch test may have added thousands of patients of this doctor.
        await SearchAsync();
        await Expect(Page.GetByRole(AriaRole.Row)).ToHaveCountAsync(2);
        await row.GetByRole(AriaRole.Link, new() { Name = "missing" }).ClickAsync();
        await PictureAsync("outcome");
        await new FollowUpPage(Page).ConfirmAsync("absent", "CT", "2026-11-02");
        await Page.GetByRole(AriaRole.Link, new() { Name = "History", Exact = true }).ClickAsync();
        await SearchAsync();
        await Expect(row).ToHaveCountAsync(1);
        await list.ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "History" })).ToBeVisibleAsync();
        await Expect(list).ToHaveAttributeAsync("aria-current", "page");
        await SearchAsync();
        await Expect(Page.GetByRole(AriaRole.Row)).ToHaveCountAsync(0);

        async Task SearchAsync()
        {
            await Page.GetByRole(AriaRole.Searchbox).FillAsync(code);
            await Page.GetByRole(AriaRole.Searchbox).PressAsync("Enter");
        }
    }

    [Fact]
    public async Task Filters_are_in_the_address_and_rows_export_as_CSV()
    {
        await AssessAsync("E2E-filter");
        await Page.GotoAsync("/assessments");
        await Page.GetByLabel("Only at or above").CheckAsync();
        await Expect(Page).ToHaveURLAsync(new Regex("atOrAbove=true"));
        await Page.ReloadAsync();
        await Expect(Page.GetByLabel("Only at or above")).ToBeCheckedAsync();
        await Page.GetByRole(AriaRole.Searchbox).FillAsync("e2e-FILTER");
        await Expect(Page.GetByRole(AriaRole.Row)).ToHaveCountAsync(2);
        var download = await Page.RunAndWaitForDownloadAsync(
            () => Page.GetByRole(AriaRole.Button, new() { Name = "CSV" }).ClickAsync());
        var csv = await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Contains("E2E-filter", csv, StringComparison.Ordinal);
        await Page.GetByLabel("From").FillAsync("2026-12-31");
        await Page.GetByLabel("To", new() { Exact = true }).FillAsync("2026-01-01");
        await Expect(Page.GetByRole(AriaRole.Alert, new() { Name = "There is a problem" })).ToBeVisibleAsync();
        await PictureAsync("history-error");
    }

    [Fact]
    public async Task Model_page_shows_its_performance()
    {
        await new SignInPage(Page).SignInAsync("manager");
        await Page.GetByRole(AriaRole.Link, new() { Name = "About the model" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "About this model" })).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Img, new() { Name = "Observed share of patients with the disease, by estimate" }))
            .ToBeVisibleAsync();
        await PictureAsync("about");
    }

    private async Task AssessAsync(string code)
    {
        await new SignInPage(Page).SignInAsync("doctor");
        var assessment = new AssessmentFormPage(Page);
        await assessment.FillAsync(code);
        await assessment.SubmitAsync();
        await Expect(assessment.Result).ToBeVisibleAsync();
    }
}
