using Cardio.E2E.Pages;
using Cardio.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cardio.E2E;

/// <summary>A walk through every page that links lead to: the content policy refuses nothing, and the browser keeps nothing.</summary>
public abstract class WalkTests(SiteFixture site, string language) : BrowserTest(site)
{
    private const string Violations =
        "window.violations = []; document.addEventListener('securitypolicyviolation', event => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));";

    // htmx notes the path of the page it is on, which holds no patient: see the decision on codes and addresses.
    private const string Kept = "() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter(key => key !== 'htmx-current-path-for-history')";

    protected override BrowserNewContextOptions Options => new() { Locale = language };

    [Theory]
    [InlineData("doctor", 8)]
    [InlineData("manager", 3)]
    [InlineData("admin", 20)]
    public async Task Every_page_keeps_to_the_policy_and_leaves_nothing_behind(string role, int fewest)
    {
        await Context.AddInitScriptAsync(Violations);
        var signIn = new SignInPage(Page);
        if (role == "admin") await signIn.SignInAsync(await Site.AdministratorAsync());
        else await signIn.SignInAsync(role);
        if (role == "doctor") await AssessAsync();
        var seen = new HashSet<string>();
        var waiting = new Queue<string>();
        waiting.Enqueue(await PathAsync());
        while (waiting.TryDequeue(out var path))
        {
            // A dashboard page links to itself under every filter: each page is seen once, as the first link to it shows it.
            if (!seen.Add(path.Split('?')[0])) continue;
            await Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
            Assert.Empty(await Page.EvaluateAsync<string[]>("() => window.violations"));
            Assert.Empty(await Page.EvaluateAsync<string[]>(Kept));
            Assert.Equal(language, await Page.Locator("html").GetAttributeAsync("lang"));
            foreach (var link in (IEnumerable<string>)await LinksAsync()) waiting.Enqueue(link);
        }
        Assert.True(seen.Count >= fewest, string.Join(' ', seen));
    }

    private async Task AssessAsync()
    {
        // The values are the same in every language; they go in by name.
        await Page.GotoAsync("/assessments/new");
        foreach (var (field, value) in ((string, string)[])[("AgeYears", "55"), ("HeightCm", "162"), ("WeightKg", "82"), ("SystolicMmHg", "150"), ("DiastolicMmHg", "95")])
            await Page.Locator($"#assessment-form [name='Input.{field}']").FillAsync(value);
        foreach (var (field, value) in ((string, string)[])[("Sex", "female"), ("Cholesterol", "normal"), ("Glucose", "normal"), ("Smoker", "false"), ("DrinksAlcohol", "false"), ("PhysicallyActive", "true")])
            await Page.Locator($"#assessment-form [name='Input.{field}'][value='{value}' i]").CheckAsync();
        await Page.Locator("#assessment-form button[type=submit]:visible").Last.ClickAsync();
        await Expect(Page.Locator("data#probability")).ToBeVisibleAsync();
        await Page.GotoAsync("/assessments");
    }

    private async Task<string> PathAsync() => await Page.EvaluateAsync<string>("() => location.pathname");

    /// <summary>Pages below this site; no files, no second page of a list, and no list of one subject.</summary>
    private async Task<string[]> LinksAsync() => await Page.EvaluateAsync<string[]>(
        "() => [...document.querySelectorAll('a[href^=\"/\"]')].map(link => new URL(link.href)).filter(url => !/handler=|before=|subject=/i.test(url.search) && !/[.]json$/.test(url.pathname)).map(url => url.pathname + url.search)");
}

public sealed class EnglishWalkTests(SiteFixture site) : WalkTests(site, "en");

public sealed class PortugueseWalkTests(SiteFixture site) : WalkTests(site, "pt-BR");
