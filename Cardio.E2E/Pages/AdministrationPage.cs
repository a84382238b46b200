using Microsoft.Playwright;

namespace Cardio.E2E.Pages;

/// <summary>Page object of the administration pages; finds elements by their visible labels.</summary>
internal sealed class AdministrationPage(IPage page)
{
    public ILocator Saved => page.Locator(".saved");

    /// <summary>Invites a doctor and returns the one-time link.</summary>
    public async Task<string> InviteAsync(string email)
    {
        await page.GotoAsync("/administration/users");
        await page.GetByRole(AriaRole.Link, new() { Name = "Invite a user" }).ClickAsync();
        await page.GetByLabel("E-mail address").FillAsync(email);
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Dr. Invited");
        await page.GetByLabel("Doctor").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create invitation" }).ClickAsync();
        return (await page.Locator("#one-time-link").TextContentAsync())!;
    }

    public async Task SetAsync(string setting, string value)
    {
        await page.GotoAsync("/administration/settings");
        await page.GetByRole(AriaRole.Link, new() { Name = setting }).ClickAsync();
        await page.GetByLabel(setting).FillAsync(value);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
    }
}
