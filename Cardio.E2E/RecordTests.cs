using System.Text.RegularExpressions;
using Cardio.E2E.Pages;
using Cardio.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cardio.E2E;

public sealed class RecordTests(SiteFixture site) : BrowserTest(site)
{
    protected override BrowserNewContextOptions Options => new() { Permissions = ["clipboard-read", "clipboard-write"] };

    [Fact]
    public async Task Slider_changes_only_the_what_if_estimate()
    {
        var assessment = await AssessAsync("E2E-whatif");
        var shown = await assessment.Probability.TextContentAsync();
        await Page.GetByRole(AriaRole.Slider, new() { Name = "Systolic pressure" }).FillAsync("115");
        await Expect(Page.GetByLabel("Systolic pressure, in").Last).ToHaveValueAsync("115");
        await Expect(Page.Locator("#what-if-answer")).ToContainTextAsync("−");
        await Expect(assessment.Probability).ToHaveTextAsync(shown!);
        await Page.Locator("#Try_DiastolicMmHg").FillAsync("120");
        await Expect(Page.Locator("#what-if-answer")).ToContainTextAsync("The diastolic pressure must be lower");
        await PictureAsync("what-if-error");
    }

    [Fact]
    public async Task Record_can_be_copied_and_prints_on_one_page()
    {
        await AssessAsync("E2E-record");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Open this assessment" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Copy to chart" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Copied" })).ToBeVisibleAsync();
        var copied = await Page.EvaluateAsync<string>("navigator.clipboard.readText()");
        Assert.Contains("Verification code: ", copied, StringComparison.Ordinal);
        Assert.Contains("E2E-record", copied, StringComparison.Ordinal);

        var pdf = await Page.PdfAsync(new() { Path = Path.Combine(Output, "record.pdf"), PreferCSSPageSize = true });
        Assert.Single(Regex.Matches(System.Text.Encoding.Latin1.GetString(pdf), @"/Type\s*/Page\b"));
        await Page.GetByRole(AriaRole.Link, new() { NameRegex = new("^[0-9A-Z]{5}-[0-9A-Z]{5}$") }).ClickAsync();
        await Expect(Page.GetByText("Recalculated now: same result")).ToBeVisibleAsync();
        await PictureAsync("receipt");
    }

    [Fact]
    public async Task Patient_is_entered_by_keyboard_with_at_most_fifty_keys()
    {
        await new SignInPage(Page).SignInAsync("doctor");
        await Page.GetByLabel("Age, in").FocusAsync();
        // One entry per key press, in the order of the fields on the page.
        string[] keys =
        [
            "5", "5", "Tab", "Space", "Tab", "1", "6", "2", "Tab", "8", "2", ",", "5", "Tab",
            "1", "5", "0", "Tab", "9", "5", "Tab", "Space", "Tab", "Space", "Tab", "Tab",
            "ArrowRight", "Tab", "ArrowRight", "Tab", "Space", "Enter",
        ];
        Assert.InRange(keys.Length, 1, 50);
        foreach (var key in keys) await Page.Keyboard.PressAsync(key);
        await Expect(new AssessmentFormPage(Page).Result).ToBeFocusedAsync();
        await Expect(Page.GetByText("150/95 mmHg", new() { Exact = true })).ToBeVisibleAsync();
    }

    private async Task<AssessmentFormPage> AssessAsync(string code)
    {
        await new SignInPage(Page).SignInAsync("doctor");
        var assessment = new AssessmentFormPage(Page);
        await assessment.FillAsync(code, systolic: "145");
        await assessment.SubmitAsync();
        await Expect(assessment.Result).ToBeVisibleAsync();
        return assessment;
    }
}
