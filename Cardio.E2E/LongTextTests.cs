using Cardio.E2E.Pages;
using Cardio.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace Cardio.E2E;

/// <summary>Layouts hold with texts that are 40% longer, as in translations.</summary>
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
    public async Task Pages_of_the_doctor_fit_with_long_texts(int width)
    {
        await Page.SetViewportSizeAsync(width, 900);
        await new SignInPage(Page).SignInAsync("doctor");
        var assessment = new AssessmentFormPage(Page);
        await assessment.FillAsync("E2E-long");
        await assessment.SubmitAsync();
        await Expect(assessment.Result).ToBeVisibleAsync();
        await FitsAsync();
        foreach (var path in new[] { "/assessments", "/about", "/account" })
        {
            await Page.GotoAsync(path);
            await FitsAsync();
        }
    }

    [Theory]
    [InlineData(320)]
    [InlineData(1280)]
    public async Task Pages_of_the_manager_fit_with_long_texts(int width)
    {
        await Page.SetViewportSizeAsync(width, 900);
        await new SignInPage(Page).SignInAsync("manager");
        await Page.WaitForURLAsync("**/dashboard"); // waits for its style sheet
        await FitsAsync();
    }

    private async Task FitsAsync() => Assert.True(await Page.EvaluateAsync<bool>(Lengthen), $"{Page.Url} is wider than the window.");
}
