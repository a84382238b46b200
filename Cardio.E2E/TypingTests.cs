using System.Text.RegularExpressions;
using Cardio.E2E.Pages;
using Cardio.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cardio.E2E;

/// <summary>Types into fields that submit automatically: the text, the focus and the page title must not change.</summary>
public sealed class TypingTests(SiteFixture site, DashboardFixture filled) : BrowserTest(site), IClassFixture<DashboardFixture>
{
    protected override string Address => filled.Address;

    [Theory]
    [InlineData("en", 40, 1280)]
    [InlineData("en", 300, 375)]
    [InlineData("pt-BR", 150, 375)]
    public async Task What_if_works_at_any_typing_speed(string language, int delayMs, int width)
    {
        await new SignInPage(Page).SignInAsync("doctor");
        var assessment = new AssessmentFormPage(Page);
        await assessment.OpenAsync();
        await assessment.FillAsync($"TYPE-{delayMs}", weight: "82.55");
        await assessment.SubmitAsync();
        await Expect(assessment.Result).ToBeFocusedAsync();
        await Page.Locator(".result-foot a").ClickAsync();
        await Page.Locator($"[name=culture][value='{language}']").ClickAsync();
        await Expect(Page.Locator("html")).ToHaveAttributeAsync("lang", language);
        await Page.SetViewportSizeAsync(width, 700);
        var answer = Page.Locator("#what-if-answer");
        var title = await Page.TitleAsync();

        // The field shows every stored digit, so the what-if starts equal to the estimate.
        var weight = Page.Locator("#Try_WeightKg");
        await Expect(weight).ToHaveValueAsync(language == "en" ? "82.55" : "82,55");

        var systolic = Page.Locator("#Try_SystolicMmHg");
        await TypeAsync(systolic, "130", delayMs);
        await Expect(answer).ToContainTextAsync("%");
        var at130 = await answer.TextContentAsync();
        await Page.Keyboard.PressAsync("Backspace");
        await Page.Keyboard.PressAsync("Backspace");
        await systolic.PressSequentiallyAsync("20", new() { Delay = delayMs });
        await Expect(answer).Not.ToHaveTextAsync(at130!);
        await Expect(systolic).ToHaveValueAsync("120");
        await TypeAsync(weight, "77,5", delayMs);
        await Expect(answer).ToContainTextAsync("%");
        await Expect(weight).ToHaveValueAsync("77,5");
        await Expect(weight).ToBeFocusedAsync();

        // An emptied field shows its error after a pause and keeps the focus.
        await systolic.ClickAsync(new() { ClickCount = 3 });
        await Page.Keyboard.PressAsync("Delete");
        await Expect(answer.Locator(".error-summary")).ToBeVisibleAsync();
        await Expect(systolic).ToBeFocusedAsync();
        Assert.Equal(title, await Page.TitleAsync());
    }

    [Theory]
    [InlineData("manager", "/dashboard", 40)]
    [InlineData("manager", "/dashboard/quality", 150)]
    [InlineData("manager", "/dashboard/value", 300)]
    [InlineData("doctor", "/assessments", 150)]
    [InlineData("admin", "/administration/audit", 150)]
    public async Task Date_can_be_typed_including_the_year(string account, string path, int delayMs)
    {
        var signIn = new SignInPage(Page);
        if (account == "admin") await signIn.SignInAsync(await filled.AdministratorAsync());
        else await signIn.SignInAsync(account);
        await Page.GotoAsync(path);
        var title = await Page.TitleAsync();
        var entries = await Page.EvaluateAsync<int>("history.length");
        var from = Page.Locator("#From");
        await from.FocusAsync();
        await from.PressSequentiallyAsync("10152026", new() { Delay = delayMs });
        await Expect(Page).ToHaveURLAsync(new Regex("from=2026-10-15"));
        await Expect(from).ToHaveValueAsync("2026-10-15");
        await Expect(from).ToBeFocusedAsync();
        Assert.Equal(title, await Page.TitleAsync());
        Assert.Equal(entries + 1, await Page.EvaluateAsync<int>("history.length"));
    }

    [Fact]
    public async Task Month_and_threshold_can_be_typed()
    {
        await new SignInPage(Page).SignInAsync("manager");
        await Page.GotoAsync("/dashboard/report");
        var month = Page.Locator("#Month");
        await month.FocusAsync();
        foreach (var key in (string[])["S", "e", "p", "Tab", "2", "0", "2", "6"])
        {
            await Page.Keyboard.PressAsync(key);
            await Page.WaitForTimeoutAsync(150);
        }
        await Expect(Page).ToHaveURLAsync(new Regex("month=2026-09"));
        await Expect(month).ToBeFocusedAsync();

        await Page.GotoAsync("/dashboard/value");
        var threshold = Page.Locator("#Threshold");
        await TypeAsync(threshold, "57", 300);
        await Expect(Page).ToHaveURLAsync(new Regex("threshold=57"));
        await Expect(threshold).ToHaveValueAsync("57");
        await Expect(threshold).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Invalid_filter_keeps_address_and_focus()
    {
        await new SignInPage(Page).SignInAsync("manager");
        await Page.GotoAsync("/dashboard/value");
        var threshold = Page.Locator("#Threshold");
        await TypeAsync(threshold, "abc", 40);
        await Expect(Page.Locator(".error-summary")).ToBeVisibleAsync();
        await Expect(threshold).ToBeFocusedAsync();
        await Expect(Page).ToHaveURLAsync(new Regex("/dashboard/value$"));

        // After an explicit submit, the same error gets the focus and changes the title.
        await threshold.PressAsync("Enter");
        await Expect(Page.Locator(".error-summary")).ToBeFocusedAsync();
        await Expect(Page).ToHaveTitleAsync(new Regex("^Error: "));
        await Expect(Page).ToHaveURLAsync(new Regex("/dashboard/value$"));
    }

    [Fact]
    public async Task Incomplete_date_is_not_submitted_as_empty()
    {
        await new SignInPage(Page).SignInAsync("doctor");
        await Page.GotoAsync("/assessments?from=2026-10-01");
        var from = Page.Locator("#From");
        await from.FocusAsync();
        await Page.Keyboard.PressAsync("Backspace");
        await from.PressAsync("Enter");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await Expect(from).ToBeFocusedAsync();
        await Expect(Page).ToHaveURLAsync(new Regex("from=2026-10-01$"));
    }

    [Theory]
    [InlineData(".tabs a >> nth=2")]
    [InlineData(".presets a >> nth=1")]
    [InlineData("[data-print]")]
    [InlineData("#panels summary >> nth=0")]
    public async Task Automatic_refresh_keeps_the_focus(string control)
    {
        await new SignInPage(Page).SignInAsync("manager");
        await Page.GotoAsync("/dashboard?refresh=30");
        await Page.Locator(control).FocusAsync();
        await Page.EvaluateAsync("window.before = document.activeElement");
        await Page.EvaluateAsync("htmx.ajax('GET', location.href, { target: '#panels', swap: 'outerHTML' })");
        await Expect(Page.Locator(control)).ToBeFocusedAsync();
        Assert.False(await Page.EvaluateAsync<bool>("window.before.isConnected"));
    }

    private static async Task TypeAsync(ILocator field, string keys, int delayMs)
    {
        await field.ClickAsync(new() { ClickCount = 3 });
        await field.PressSequentiallyAsync(keys, new() { Delay = delayMs });
        await Expect(field).ToBeFocusedAsync();
    }
}
