using System.Text.RegularExpressions;
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

    /// <summary>An administrator, with both factors.</summary>
    public async Task SignInAsync((string Email, string Code) administrator)
    {
        await page.GotoAsync("/sign-in");
        await GiveAddressAsync(administrator.Email);
        await CodeAsync(administrator.Code);
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/administration/users$"));
    }

    /// <summary>On the page that is open.</summary>
    public Task GiveAsync(string role) => GiveAddressAsync($"{role}@cardio.example");

    private async Task GiveAddressAsync(string email)
    {
        await page.GetByLabel("E-mail").FillAsync(email);
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
