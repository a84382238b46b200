using System.Text.RegularExpressions;
using Cardio.E2E.Pages;
using Cardio.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cardio.E2E;

public sealed class AdministrationTests(SiteFixture site) : BrowserTest(site)
{
    private const string Password = "seven calm herons wade";

    [Fact]
    public async Task Invited_doctor_sets_a_password_and_signs_in()
    {
        var administration = new AdministrationPage(Page);
        await new SignInPage(Page).SignInAsync(await Site.AdministratorAsync());
        var link = await administration.InviteAsync("invited@hospital.example");
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Copy link" })).ToBeVisibleAsync();
        await PictureAsync("administration-link");

        await using var theirs = await OpenAsync(new());
        var page = await theirs.NewPageAsync();
        await page.GotoAsync(link);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync("too short");
        await page.GetByLabel("Repeat the password").FillAsync("too short");
        await page.GetByRole(AriaRole.Button, new() { Name = "Set password" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert, new() { Name = "There is a problem" })).ToBeFocusedAsync();
        await NoBarrierAsync(page);
        await PictureAsync(page, "invitation");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await page.GetByLabel("Repeat the password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Set password" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/sign-in$"));
        await page.GetByLabel("E-mail").FillAsync("invited@hospital.example");
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/assessments/new$"));

        await Page.GotoAsync("/administration/users?state=Active");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Dr. Invited" }).ClickAsync();
        await PictureAsync("administration-user");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Disable account" }).ClickAsync();
        await Expect(administration.Saved).ToBeFocusedAsync();
        await page.GotoAsync("/assessments");
        await Expect(page).ToHaveURLAsync(new Regex("/sign-in"));
    }

    [Fact]
    public async Task Changed_setting_applies_to_the_next_result()
    {
        var administration = new AdministrationPage(Page);
        await new SignInPage(Page).SignInAsync(await Site.AdministratorAsync());
        await administration.SetAsync("Prevalence in the clinic", "eighteen");
        await Expect(Page.GetByRole(AriaRole.Alert, new() { Name = "There is a problem" })).ToBeFocusedAsync();
        await administration.SetAsync("Prevalence in the clinic", "18,5");
        await Expect(administration.Saved).ToHaveTextAsync("Saved: the value is now 18.5%.");
        await PictureAsync("administration-setting");

        await using var theirs = await OpenAsync(new());
        var page = await theirs.NewPageAsync();
        await new SignInPage(page).SignInAsync("doctor");
        var assessment = new AssessmentFormPage(page);
        await assessment.FillAsync("E2E-setting");
        await assessment.SubmitAsync();
        await Expect(page.GetByText(new Regex("^In your clinic.*1[89]"))).ToBeVisibleAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Reset to the configured value" }).ClickAsync();
        await Expect(administration.Saved).ToHaveTextAsync("Saved: the value is now none.");
    }

    [Fact]
    public async Task Audit_filter_is_in_the_address_and_applies_to_the_download()
    {
        await new SignInPage(Page).SignInAsync(await Site.AdministratorAsync());
        await Page.GotoAsync("/administration/audit");
        await Page.GetByLabel("What", new() { Exact = true }).SelectOptionAsync("SignedIn");
        await Expect(Page).ToHaveURLAsync(new Regex("what=SignedIn"));
        await Expect(Page.Locator("#trail tbody tr").First).ToContainTextAsync("Signed in");
        var download = await Page.RunAndWaitForDownloadAsync(
            () => Page.GetByRole(AriaRole.Link, new() { Name = "Download as CSV" }).ClickAsync());
        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.All(lines.Skip(1), line => Assert.Contains("\"Signed in\"", line, StringComparison.Ordinal));
        await Page.GetByRole(AriaRole.Button, new() { Name = "Verify now" }).ClickAsync();
        await Expect(new AdministrationPage(Page).Saved).ToContainTextAsync("rows are intact");
        await PictureAsync("administration-audit");
    }

    [Theory]
    [InlineData("en")]
    [InlineData("pt-BR")]
    public async Task Administration_pages_are_accessible(string language)
    {
        await new SignInPage(Page).SignInAsync(await Site.AdministratorAsync());
        await Page.Locator($".languages button[value={language}]").ClickAsync();
        foreach (var (name, path) in new[]
        {
            ("users", "/administration/users"), ("users-empty", "/administration/users?state=Locked"),
            ("invite", "/administration/users/invite"),
            ("keys", "/administration/keys"), ("settings", "/administration/settings"),
            ("threshold", "/administration/settings/decision-threshold"),
            ("rounding", "/administration/settings/rounding"), ("audit", "/administration/audit"),
            ("audit-error", "/administration/audit?from=2026-12-31&to=2026-01-01"),
            ("gone", "/invitation/nothing"),
        })
        {
            await Page.GotoAsync(path);
            foreach (var closed in await Page.Locator("main details:not([open]) summary").AllAsync()) await closed.ClickAsync();
            await NoBarrierAsync();
            await PictureAsync($"administration-{name}-{language}");
            await Page.SetViewportSizeAsync(320, 800);
            Assert.True(await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 320"), path);
            await Page.SetViewportSizeAsync(1280, 900);
        }
        await Page.GotoAsync("/administration/users/invite");
        await Page.Locator("main button[type=submit]").ClickAsync();
        await Expect(Page.Locator(".error-summary")).ToBeFocusedAsync();
        await NoBarrierAsync();
        await PictureAsync($"administration-invite-error-{language}");
        await Page.GotoAsync("/administration/keys");
        foreach (var closed in await Page.Locator("main details:not([open]) summary").AllAsync()) await closed.ClickAsync();
        var doctor = await Page.Locator("#Input_Owner option", new() { HasText = "doctor@cardio.example" }).GetAttributeAsync("value");
        await Page.Locator("#Input_Owner").SelectOptionAsync(doctor!); // only a doctor's key has scopes
        await Page.Locator("#Input_Name").FillAsync("Hospital system");
        await Page.Locator("#Input_Scopes").CheckAsync();
        await Page.Locator("main details button[type=submit]").ClickAsync();
        await Expect(Page.Locator("#new-key")).ToBeVisibleAsync();
        await NoBarrierAsync();
        await PictureAsync($"administration-key-{language}");
    }
}
