using Cardio.E2E.Pages;
using Cardio.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cardio.E2E;

/// <summary>The pages of an account in both languages, with and without errors.</summary>
public abstract class AccountPages(SiteFixture site, string language) : AccountTest(site)
{
    protected override BrowserNewContextOptions Options => new() { Locale = language };

    [Fact]
    public async Task Account_pages_are_accessible()
    {
        await new SignInPage(Page).SignInAsync("doctor");
        string[] paths =
            ["/account", "/account/password", "/account/second-factor", "/account/passkeys", "/account/sessions", "/session/notice"];
        foreach (var path in paths)
        {
            await Page.GotoAsync(path);
            await NoBarrierAsync();
            await PictureAsync($"account-{path.Replace('/', '-')}-{language}");
        }
        await Page.GotoAsync("/account/password");
        await Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(Page.Locator(".error-summary")).ToBeFocusedAsync();
        await NoBarrierAsync();
        await PictureAsync($"account-password-error-{language}");
    }
}

public sealed class AccountPagesInEnglishTests(SiteFixture site) : AccountPages(site, "en");

public sealed class AccountPagesInPortugueseTests(SiteFixture site) : AccountPages(site, "pt-BR");
