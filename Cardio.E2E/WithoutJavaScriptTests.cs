using System.Text.RegularExpressions;
using Cardio.E2E.Pages;
using Cardio.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cardio.E2E;

public sealed class WithoutJavaScriptTests(SiteFixture site) : BrowserTest(site)
{
    protected override BrowserNewContextOptions Options => new() { JavaScriptEnabled = false };

    [Fact]
    public async Task Doctor_assesses_corrects_and_finds_a_patient()
    {
        await new SignInPage(Page).SignInAsync("doctor");
        var assessment = new AssessmentFormPage(Page);
        await assessment.FillAsync("E2E-nojs", systolic: "1400");
        await assessment.SubmitAsync();
        await Expect(assessment.ErrorSummary).ToBeVisibleAsync();
        await Expect(Page).ToHaveTitleAsync(new Regex("^Error: "));
        await assessment.FillMeasurementAsync("Systolic pressure", "140");
        await assessment.SubmitAsync();
        await Expect(Page).ToHaveURLAsync(new Regex("/assessments/[0-9a-f-]{36}$"));
        await Expect(assessment.Probability).ToBeVisibleAsync();

        await Page.GetByRole(AriaRole.Link, new() { Name = "History", Exact = true }).ClickAsync();
        await Page.GetByRole(AriaRole.Searchbox).FillAsync("nojs");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await Expect(Page.GetByText("E2E-nojs").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Doctor_records_decision_and_diagnosis_and_filters()
    {
        await new SignInPage(Page).SignInAsync("doctor");
        var assessment = new AssessmentFormPage(Page);
        await assessment.FillAsync("E2E-nojs-follow");
        await assessment.SubmitAsync();
        var followUp = new FollowUpPage(Page);
        await followUp.Review.GetByLabel("Not used", new() { Exact = true }).CheckAsync();
        await followUp.Review.GetByRole(AriaRole.Button, new() { Name = "Store the decision" }).ClickAsync();
        await Expect(assessment.ErrorSummary).ToContainTextAsync("Enter the reason");
        await followUp.DecideAsync("Not used", "Known disease");
        await Expect(Page).ToHaveURLAsync(new Regex("/assessments/[0-9a-f-]{36}$"));
        await followUp.ConfirmAsync("present", "ECG", "2026-11-01");
        await Expect(followUp.Outcome.GetByRole(AriaRole.Definition).First).ToHaveTextAsync("present");

        await Page.GetByRole(AriaRole.Link, new() { Name = "History", Exact = true }).ClickAsync();
        await Page.GetByLabel("Only at or above").CheckAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(new Regex("atOrAbove=true"));
        await Page.GetByRole(AriaRole.Searchbox).FillAsync("nojs-follow");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        var row = Page.GetByRole(AriaRole.Row).Nth(1);
        await Expect(row).ToContainTextAsync("Not used");
        await Expect(row).ToContainTextAsync("present");
    }

    [Fact]
    public async Task Manager_reads_the_figures_of_a_period()
    {
        await new SignInPage(Page).SignInAsync("manager");
        await Page.GetByLabel("To", new() { Exact = true }).FillAsync("2020-02-28");
        await Page.GetByLabel("From", new() { Exact = true }).FillAsync("2020-02-01");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(new Regex("from=2020-02-01", RegexOptions.IgnoreCase));
        await Expect(Page.GetByText("No assessments in this period")).ToBeVisibleAsync();
    }
}
