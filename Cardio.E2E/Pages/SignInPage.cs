using Microsoft.Playwright;

namespace Cardio.E2E.Pages;

internal sealed class SignInPage(IPage page)
{
    public async Task SignInAsync(string role)
    {
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("E-mail").FillAsync($"{role}@cardio.example");
        await page.GetByLabel("Password").Or(page.GetByLabel("Senha")).FillAsync("cardio-demo-password");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button).ClickAsync();
    }
}
