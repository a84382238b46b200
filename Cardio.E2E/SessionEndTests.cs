using System.Text.RegularExpressions;
using Cardio.E2E.Pages;
using Cardio.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cardio.E2E;

/// <summary>What a user sees when a session ends.</summary>
public sealed class SessionEndTests(SiteFixture site) : AccountTest(site)
{
    [Fact]
    public async Task Notice_appears_two_minutes_before_the_end_and_can_extend_it()
    {
        await new SignInPage(Page).SignInAsync("doctor");
        await Age.FillAsync("55");
        Clock.Ahead += TimeSpan.FromMinutes(13.5);
        await AskAsync();
        var stay = Page.GetByRole(AriaRole.Button, new() { Name = "Stay signed in" });
        await Expect(stay).ToBeVisibleAsync();
        await Expect(Age).ToBeFocusedAsync();
        await NoBarrierAsync();
        await PictureAsync("session-notice");
        await stay.ClickAsync();
        await Expect(stay).ToBeHiddenAsync();
        Clock.Ahead += TimeSpan.FromMinutes(3);
        await AskAsync();
        await Page.GotoAsync("/account/sessions");
        await Expect(Page.GetByText("this session")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Typed_values_are_restored_after_signing_in_again()
    {
        await new SignInPage(Page).SignInAsync("doctor");
        await Age.FillAsync("57");
        Clock.Ahead += TimeSpan.FromMinutes(16);
        await AskAsync();
        await Expect(Page).ToHaveURLAsync(new Regex("/sign-in\\?returnUrl="));
        await new SignInPage(Page).SubmitCredentialsAsync("doctor");
        await Expect(Age).ToHaveValueAsync("57");
    }

    [Fact]
    public async Task Expired_page_returns_after_signing_in_again()
    {
        await new SignInPage(Page).SignInAsync("doctor");
        await Page.GotoAsync("/about");
        Clock.Ahead += TimeSpan.FromMinutes(16);
        await AskAsync();
        await Expect(Page).ToHaveURLAsync(new Regex("/sign-in\\?returnUrl=%2Fabout"));
        await new SignInPage(Page).SubmitCredentialsAsync("doctor");
        await Expect(Page).ToHaveURLAsync(new Regex("/about$"));
    }

    private ILocator Age => Page.Locator("#Input_AgeYears");

    /// <summary>The page polls every 15 seconds, and when it becomes visible, once its scripts have run.</summary>
    private async Task AskAsync()
    {
        await Page.WaitForLoadStateAsync();
        await Page.RunAndWaitForResponseAsync(
            () => Page.EvaluateAsync("document.dispatchEvent(new Event('visibilitychange'))"), new Regex("/session(\\?|$)"));
    }
}

public sealed class SessionEndWithoutJavaScriptTests(SiteFixture site) : AccountTest(site)
{
    protected override BrowserNewContextOptions Options => new() { JavaScriptEnabled = false };

    // The notice appears two minutes before the end, which is now.
    protected override (string Name, string Value)[] Settings => [("Accounts:IdleMinutes", "2")];

    [Fact]
    public async Task Notice_page_leads_back_or_to_sign_in()
    {
        await new SignInPage(Page).SignInAsync("doctor");
        await Page.GotoAsync("/about");
        await Expect(Page.GetByText("You are signed in until")).ToBeVisibleAsync();
        await Expect(Page).ToHaveURLAsync(new Regex("/session/notice\\?returnUrl=%2Fabout$"));
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Your session ends soon" })).ToBeVisibleAsync();
        await PictureAsync("session-notice-page");
        var back = await Page.RunAndWaitForResponseAsync(
            () => Page.GetByRole(AriaRole.Link, new() { Name = "Stay signed in" }).ClickAsync(), "**/about");
        Assert.Equal(200, back.Status);

        await Expect(Page).ToHaveURLAsync(new Regex("/session/notice"));
        Clock.Ahead += TimeSpan.FromMinutes(3);
        await Page.ReloadAsync();
        await new SignInPage(Page).SubmitCredentialsAsync("doctor");
        await Expect(Page).ToHaveURLAsync(new Regex("/session/notice|/about"));
    }
}
