using System.Text.RegularExpressions;
using Cardio.E2E.Pages;
using Cardio.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cardio.E2E;

/// <summary>A trial in a closed network: plain http under another name than localhost, where browsers send no Sec-Fetch headers.</summary>
public sealed class PlainHttpTests(
    SiteFixture site, PlainHttpTests.Fixture trial) : BrowserTest(site), IClassFixture<PlainHttpTests.Fixture>
{
    protected override string Address => trial.Address;

    [Fact]
    public async Task Doctor_signs_in_works_and_signs_out()
    {
        await Context.AddCookiesAsync([new() { Name = "mail", Value = "1", Domain = ".clinic.test", Path = "/" }]);
        await new SignInPage(Page).SignInAsync("doctor");
        await Expect(Page).ToHaveURLAsync(new Regex("/assessments/new$"));
        var assessment = new AssessmentFormPage(Page);
        await assessment.FillAsync("LAN-1");
        await assessment.SubmitAsync();
        await Expect(assessment.Result).ToBeFocusedAsync();
        await Page.Locator("#Try_SystolicMmHg").FillAsync("120");
        await Expect(Page.Locator("#what-if-answer")).ToContainTextAsync("instead of");

        await Page.GotoAsync("/account");
        await Page.Locator("[name=culture][value='pt-BR']").ClickAsync();
        await Expect(Page.Locator("html")).ToHaveAttributeAsync("lang", "pt-BR");
        await Page.Locator("form[action='/sign-out'] button").ClickAsync();
        await Expect(Page).ToHaveURLAsync(new Regex("/sign-in$"));
        await Expect(Page.Locator("html")).ToHaveAttributeAsync("lang", "pt-BR");

        // The cookie of a neighbouring site on the same domain is still present; this site's session cookie is not.
        var kept = (await Context.CookiesAsync([Address, "http://mail.clinic.test/"])).Select(cookie => cookie.Name).ToList();
        Assert.Contains("mail", kept);
        Assert.Contains("language", kept);
        Assert.DoesNotContain(kept, name => name.StartsWith("identity", StringComparison.Ordinal) || name == "draft");
        await Page.GotoAsync("/assessments");
        await Expect(Page).ToHaveURLAsync(new Regex("/sign-in"));
    }

    [Fact]
    public async Task Form_of_another_site_is_rejected_with_a_page()
    {
        await Page.GotoAsync("/sign-in");
        await Page.RouteAsync("http://mail.clinic.test/", route => route.FulfillAsync(new()
        {
            ContentType = "text/html",
            Body = $"<form method=post action='{Address}sign-in'><input name=Email value=a@b.example><button>Go</button></form>",
        }));
        await Page.GotoAsync("http://mail.clinic.test/");
        await Page.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Heading)).ToBeVisibleAsync();
        Assert.StartsWith(Address, Page.Url, StringComparison.Ordinal);
    }

    /// <summary>The site with the settings that the README names for a trial.</summary>
    public sealed class Fixture : IAsyncDisposable
    {
        private readonly RunningSite _site = new(
            null, ("environment", "Staging"), ("Https:Required", "false"), ("Demo:Accounts", "true"),
            ("CARDIO_SECRET", new string('s', 40)));

        public string Address => $"http://cardio.clinic.test:{new Uri(_site.Address).Port}/";

        public ValueTask DisposeAsync() => _site.DisposeAsync();
    }
}
