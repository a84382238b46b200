using System.Text.RegularExpressions;
using Cardio.E2E.Pages;
using Cardio.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cardio.E2E;

/// <summary>Uses its own site, because a pending retention change is visible on the pages of other tests.</summary>
public sealed class RetentionPageTests(SiteFixture site) : BrowserTest(site)
{
    private const string Settings = "/administration/settings/retention";

    private readonly RunningSite _site = new();

    protected override string Address => _site.Address;

    [Theory]
    [InlineData("en", "Save", "Confirm 30 days", "Undo this change")]
    [InlineData("pt-BR", "Salvar", "Confirmar 30 dias", "Desfazer a mudança")]
    public async Task Retention_that_deletes_data_is_confirmed_and_undone(string language, string save, string confirm, string undo)
    {
        await _site.FillAsync(120, 90);
        await new SignInPage(Page).SignInAsync(await _site.AdministratorAsync());
        await Page.Locator($".languages button[value={language}]").ClickAsync();
        await Page.GotoAsync(Settings);
        await Page.Locator("#Value").FillAsync("30");
        await Button(save).ClickAsync();
        await Expect(Page.Locator("#ask-title")).ToBeFocusedAsync();
        await Expect(Page.Locator("#ask strong")).ToContainTextAsync(new Regex("120"));
        await NoBarrierAsync();
        await PictureAsync($"retention-ask-{language}");

        await Page.Locator("#RepeatedDays").FillAsync("300");
        await Button(confirm).ClickAsync();
        await Expect(Page.Locator(".error-summary")).ToBeFocusedAsync();
        await NoBarrierAsync();
        await PictureAsync($"retention-error-{language}");
        await Page.Locator("#RepeatedDays").FillAsync("30");
        await Page.Locator("#Reason").FillAsync("E2E");
        await Button(confirm).ClickAsync();
        await Expect(Page.Locator("#pending")).ToBeVisibleAsync();
        await NoBarrierAsync();
        await PictureAsync($"retention-pending-{language}");
        await Page.SetViewportSizeAsync(320, 800);
        Assert.True(await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 320"));
        await Page.SetViewportSizeAsync(1280, 900);

        await Button(undo).ClickAsync();
        await Expect(new AdministrationPage(Page).Saved).ToBeFocusedAsync();
        await Expect(Page.Locator("#pending")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Retention_can_be_changed_without_JavaScript()
    {
        await _site.FillAsync(20, 90);
        await using var context = await OpenAsync(new() { JavaScriptEnabled = false });
        var page = await context.NewPageAsync();
        await new SignInPage(page).SignInAsync(await _site.AdministratorAsync());
        await page.GotoAsync(Settings);
        await page.Locator("#Value").FillAsync("30");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByLabel("Type the number of days again").FillAsync("30");
        await page.GetByLabel("Reason").FillAsync("E2E");
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm 30 days" }).ClickAsync();
        await Expect(page.Locator("#pending")).ToContainTextAsync("Reason: E2E");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo this change" }).ClickAsync();
        await Expect(page.Locator("#pending")).ToHaveCountAsync(0);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _site.DisposeAsync();
    }

    private ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
