using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Cardio.E2E.Pages;

internal sealed class SignInPage(IPage page)
{
    private ILocator Button => page.GetByRole(AriaRole.Main)
        .GetByRole(AriaRole.Button, new() { NameRegex = new("^(Sign in|Entrar)$") });

    public async Task SignInAsync(string role)
    {
        await page.GotoAsync("/sign-in");
        await SubmitCredentialsAsync(role);
    }

    /// <summary>Signs in an administrator with both factors.</summary>
    public async Task SignInAsync((string Email, string Code) administrator)
    {
        await page.GotoAsync("/sign-in");
        await SubmitPasswordAsync(administrator.Email);
        await SubmitCodeAsync(administrator.Code);
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/administration/users$"));
    }

    /// <summary>Submits the credentials on the current page.</summary>
    public Task SubmitCredentialsAsync(string role) => SubmitPasswordAsync($"{role}@cardio.example");

    private async Task SubmitPasswordAsync(string email)
    {
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password").Or(page.GetByLabel("Senha")).FillAsync("cardio-demo-password");
        await Button.ClickAsync();
    }

    /// <summary>Submits the code of the second factor.</summary>
    public async Task SubmitCodeAsync(string code)
    {
        await page.GetByLabel("Code").Or(page.GetByLabel("Código")).FillAsync(code);
        await Button.ClickAsync();
    }
}
