using Cardio.E2E.Pages;
using Cardio.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cardio.E2E;

/// <summary>Visits every linked page: no violation of the content security policy, nothing in browser storage.</summary>
public abstract class WalkTests(SiteFixture site, string language) : BrowserTest(site)
{
    private const string Violations =
        """
        window.violations = [];
        document.addEventListener('securitypolicyviolation',
            event => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
        """;

    // htmx stores the path of the current page, which never contains a patient code: see the decision on codes and addresses.
    private const string StoredKeys =
        """
        () => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]
            .filter(key => key !== 'htmx-current-path-for-history')
        """;

    protected override BrowserNewContextOptions Options => new() { Locale = language };

    [Theory]
    [InlineData("doctor", 8)]
    [InlineData("manager", 3)]
    [InlineData("admin", 20)]
    public async Task Pages_respect_the_content_policy_and_store_nothing(string role, int minimum)
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
            // A dashboard page links to itself with every filter, so visit each path only once.
            if (!seen.Add(path.Split('?')[0])) continue;
            await Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
            Assert.Empty(await Page.EvaluateAsync<string[]>("() => window.violations"));
            Assert.Empty(await Page.EvaluateAsync<string[]>(StoredKeys));
            Assert.Equal(language, await Page.Locator("html").GetAttributeAsync("lang"));
            foreach (var link in (IEnumerable<string>)await LinksAsync()) waiting.Enqueue(link);
        }
        Assert.True(seen.Count >= minimum, string.Join(' ', seen));
    }

    private async Task AssessAsync()
    {
        // Field names and values are the same in every language.
        await Page.GotoAsync("/assessments/new");
        (string, string)[] numbers =
        [
            ("AgeYears", "55"), ("HeightCm", "162"), ("WeightKg", "82"), ("SystolicMmHg", "150"), ("DiastolicMmHg", "95"),
        ];
        (string, string)[] choices =
        [
            ("Sex", "female"), ("Cholesterol", "normal"), ("Glucose", "normal"),
            ("Smoker", "false"), ("DrinksAlcohol", "false"), ("PhysicallyActive", "true"),
        ];
        foreach (var (field, value) in numbers)
            await Page.Locator($"#assessment-form [name='Input.{field}']").FillAsync(value);
        foreach (var (field, value) in choices)
            await Page.Locator($"#assessment-form [name='Input.{field}'][value='{value}' i]").CheckAsync();
        await Page.Locator("#assessment-form button[type=submit]:visible").Last.ClickAsync();
        await Expect(Page.Locator("data#probability")).ToBeVisibleAsync();
        await Page.GotoAsync("/assessments");
    }

    private async Task<string> PathAsync() => await Page.EvaluateAsync<string>("() => location.pathname");

    /// <summary>Returns the links to pages of this site, except files, further pages of a list and lists of one subject.</summary>
    private async Task<string[]> LinksAsync() => await Page.EvaluateAsync<string[]>(
        """
        () => [...document.querySelectorAll('a[href^="/"]')]
            .map(link => new URL(link.href))
            .filter(url => !/handler=|before=|subject=/i.test(url.search) && !/[.]json$/.test(url.pathname))
            .map(url => url.pathname + url.search)
        """);
}

public sealed class EnglishWalkTests(SiteFixture site) : WalkTests(site, "en");

public sealed class PortugueseWalkTests(SiteFixture site) : WalkTests(site, "pt-BR");
