using Microsoft.Playwright;

namespace Cardio.E2E.Pages;

internal sealed class SignInPage(IPage page)
{
    private ILocator Button => page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { NameRegex = new("^(Sign in|Entrar)$") });

    public async Task SignInAsync(string role)
    {
        await page.GotoAsync("/sign-in");
        await GiveAsync(role);
    }

    /// <summary>On the page that is open.</summary>
    public async Task GiveAsync(string role)
    {
        await page.GetByLabel("E-mail").FillAsync($"{role}@cardio.example");
        await page.GetByLabel("Password").Or(page.GetByLabel("Senha")).FillAsync("cardio-demo-password");
        await Button.ClickAsync();
    }

    /// <summary>The second step.</summary>
    public async Task CodeAsync(string code)
    {
        await page.GetByLabel("Code").Or(page.GetByLabel("Código")).FillAsync(code);
        await Button.ClickAsync();
    }
}
