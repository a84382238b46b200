using Cardio.E2E.Pages;
using Cardio.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cardio.E2E;

public sealed class LanguageTests(SiteFixture site) : BrowserTest(site)
{
    protected override BrowserNewContextOptions Options => new() { Locale = "pt-BR" };

    [Fact]
    public async Task Browser_language_applies_until_the_user_chooses_another()
    {
        await new SignInPage(Page).SignInAsync("doctor");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Nova avaliação" })).ToBeVisibleAsync();
        await PictureAsync("form-pt-BR");
        await Page.GetByRole(AriaRole.Button, new() { Name = "EN" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "New assessment" })).ToBeVisibleAsync();
        Assert.EndsWith("/assessments/new", Page.Url, StringComparison.Ordinal);
        await Page.ReloadAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "New assessment" })).ToBeVisibleAsync();
    }
}
