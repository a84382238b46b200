using Cardio.E2E.Pages;
using Cardio.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace Cardio.E2E;

/// <summary>Pages hold when every text is 40 % longer, as translations are.</summary>
public sealed class LongTextTests(SiteFixture site) : BrowserTest(site)
{
    private const string Lengthen =
        """
        () => {
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) {
            const text = texts.currentNode.data.trim();
            if (text.length > 3) texts.currentNode.data += " " + text.slice(0, Math.ceil(text.length * 0.4));
          }
          return document.documentElement.scrollWidth <= document.documentElement.clientWidth;
        }
        """;

    [Theory]
    [InlineData(320)]
    [InlineData(1280)]
    public async Task The_doctor_s_pages_hold(int width)
    {
        await Page.SetViewportSizeAsync(width, 900);
        await new SignInPage(Page).SignInAsync("doctor");
        var assessment = new AssessmentFormPage(Page);
        await assessment.FillAsync("E2E-long");
        await assessment.SubmitAsync();
        await Expect(assessment.Result).ToBeVisibleAsync();
        await HoldsAsync();
        foreach (var path in new[] { "/assessments", "/about", "/account" })
        {
            await Page.GotoAsync(path);
            await HoldsAsync();
        }
    }

    [Theory]
    [InlineData(320)]
    [InlineData(1280)]
    public async Task The_manager_s_pages_hold(int width)
    {
        await Page.SetViewportSizeAsync(width, 900);
        await new SignInPage(Page).SignInAsync("manager");
        await Page.WaitForURLAsync("**/dashboard"); // with its style sheet
        await HoldsAsync();
    }

    private async Task HoldsAsync() => Assert.True(await Page.EvaluateAsync<bool>(Lengthen), $"{Page.Url} is wider than the window.");
}
