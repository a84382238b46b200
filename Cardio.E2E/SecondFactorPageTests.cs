using Cardio.E2E.Pages;
using Cardio.E2E.Support;
using Cardio.Site.Features.Accounts;
using Cardio.Site.Features.Accounts.SecondFactor;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cardio.E2E;

/// <summary>The first sign-in and daily sign-ins of an administrator.</summary>
public abstract class SecondFactorSteps(SiteFixture site) : AccountTest(site)
{
    [Fact]
    public async Task Administrator_signs_in_with_an_app_and_with_a_recovery_code()
    {
        var signIn = new SignInPage(Page);
        await signIn.SignInAsync("admin");
        await Expect(Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/account/second-factor$"));
        await LookAsync("set-up");
        var secret = (await Page.Locator("#secret").TextContentAsync())!.Replace(" ", "", StringComparison.Ordinal);
        await Page.GetByLabel("Six digits").FillAsync("000000");
        await GivePasswordAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Turn on" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The code is incorrect");
        await Page.GetByLabel("Six digits").FillAsync(Authenticator.Code(secret, Clock.GetUtcNow()));
        await Page.GetByRole(AriaRole.Button, new() { Name = "Turn on" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Enter your current password");
        await GivePasswordAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Turn on" }).ClickAsync();
        await Expect(Page.Locator("#codes")).ToBeVisibleAsync();
        await LookAsync("codes");
        var codes = (await Page.Locator("#codes").TextContentAsync())!.Split('\n');

        await Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        await Expect(Page.GetByText("Your second factor was changed")).ToBeVisibleAsync();
        await signIn.SubmitCredentialsAsync("admin");
        await LookAsync("code");
        Clock.Ahead += TimeSpan.FromSeconds(30);
        await signIn.SubmitCodeAsync(Authenticator.Code(secret, Clock.GetUtcNow()));
        await Page.WaitForURLAsync("**/administration/users");
        await Page.GotoAsync("/account");
        await LookAsync("account");
        await Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Second factor" }).ClickAsync();
        await Expect(Page.GetByText("Recovery codes left: 10")).ToBeVisibleAsync();
        await LookAsync("second-factor");

        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await signIn.SubmitCredentialsAsync("admin");
        await signIn.SubmitCodeAsync(codes[0]);
        await Page.GotoAsync("/account/second-factor");
        await Expect(Page.GetByText("Recovery codes left: 9")).ToBeVisibleAsync();
    }

    protected abstract Task LookAsync(string name);

    private Task GivePasswordAsync() => Page.GetByLabel("Current password").FillAsync(DemoAccounts.Password);
}

public sealed class SecondFactorPageTests(SiteFixture site) : SecondFactorSteps(site)
{
    protected override async Task LookAsync(string name)
    {
        await NoBarrierAsync();
        await PictureAsync($"factor-{name}");
    }
}

public sealed class SecondFactorWithoutJavaScriptTests(SiteFixture site) : SecondFactorSteps(site)
{
    protected override BrowserNewContextOptions Options => new() { JavaScriptEnabled = false };

    protected override Task LookAsync(string name) => Task.CompletedTask;
}
