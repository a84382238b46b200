using Cardio.E2E.Pages;
using Cardio.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cardio.E2E;

/// <summary>Takes the pictures of the README; with CARDIO_README it replaces them.</summary>
public sealed class ReadmePictureTests(SiteFixture site, DashboardFixture dashboard) : BrowserTest(site), IClassFixture<DashboardFixture>
{
    private const int LargestPicture = 150_000;

    private static readonly bool IsReplaced = Environment.GetEnvironmentVariable("CARDIO_README") is { Length: > 0 };

    protected override string Address => dashboard.Address;

    protected override BrowserNewContextOptions Options => new() { ViewportSize = new() { Width = 1000, Height = 800 } };

    [Fact]
    public async Task The_readme_shows_the_result_page()
    {
        await new SignInPage(Page).SignInAsync("doctor");
        var form = new AssessmentFormPage(Page);
        await form.FillAsync("P-7");
        await form.SubmitAsync();
        await Expect(form.Result).ToBeVisibleAsync();
        await TakeAsync("result", Page.GetByRole(AriaRole.Heading, new() { NameRegex = new("^Estimate: ") }));
    }

    [Fact]
    public async Task The_readme_shows_the_dashboard()
    {
        await new SignInPage(Page).SignInAsync("manager");
        await TakeAsync("dashboard", Page.GetByRole(AriaRole.Img).First);
    }

    private async Task TakeAsync(string name, ILocator shown)
    {
        await Expect(shown).ToBeVisibleAsync();
        await Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var kept = Repository.Path($"docs/pictures/{name}.png");
        var path = IsReplaced ? kept : Path.Combine(Output, $"readme-{name}.png");
        await Page.ScreenshotAsync(new() { Path = path, Caret = ScreenshotCaret.Initial });
        Assert.InRange(new FileInfo(kept).Length, 1, LargestPicture);
    }
}
