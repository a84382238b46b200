using System.Text.RegularExpressions;
using Cardio.E2E.Pages;
using Cardio.E2E.Support;
using Cardio.Site.Features.Accounts;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cardio.E2E;

/// <summary>Passkeys with the browser's virtual authenticator, which verifies its user.</summary>
public sealed class PasskeyTests(SiteFixture site) : AccountTest(site)
{
    protected override (string Name, string Value)[] Settings => [("Accounts:LockoutAfter", "3")];

    [Fact]
    public async Task Administrator_adds_and_renames_a_passkey_but_cannot_remove_it()
    {
        await AddDeviceAsync();
        await new SignInPage(Page).SignInAsync("admin");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Add a passkey" }).ClickAsync();
        await NoBarrierAsync();
        await Page.GetByLabel("Name").FillAsync("Ward telephone");
        await AddAsync("");
        await Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Enter your current password");
        await NoBarrierAsync();
        await AddAsync("not the password");
        await Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The current password is incorrect");
        await Expect(Page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("Ward telephone");
        await AddAsync(DemoAccounts.Password);
        await Expect(Page.GetByText("Your passkeys were changed")).ToBeVisibleAsync();
        await PictureAsync("sign-in");

        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Page.WaitForURLAsync("**/administration/users");
        await Page.GotoAsync("/account");
        await Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Passkeys" }).ClickAsync();
        await NoBarrierAsync();
        await PictureAsync("passkeys");
        await Page.GetByLabel("Name of Ward telephone").FillAsync("My telephone");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Rename" }).ClickAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Remove My telephone" }).ClickAsync();
        await Expect(Page.GetByText("Add another one before you remove this")).ToBeVisibleAsync();
        await NoBarrierAsync();

        // A password alone cannot set up another factor.
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await new SignInPage(Page).SubmitCredentialsAsync("admin");
        await Expect(Page.GetByText("Your account has a passkey")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Passkey_signs_in_to_a_locked_account()
    {
        await AddDeviceAsync();
        var signIn = new SignInPage(Page);
        await signIn.SignInAsync("doctor");
        await Page.GotoAsync("/account/passkeys");
        await AddAsync(DemoAccounts.Password);
        await Expect(Page.GetByText("Your passkeys were changed")).ToBeVisibleAsync();
        for (var i = 0; i < 3; i++)
        {
            await Page.GetByLabel("E-mail").FillAsync("doctor@cardio.example");
            await Page.GetByLabel("Password").FillAsync($"wrong {i}");
            await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
            await Expect(Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        }
        await signIn.SubmitCredentialsAsync("doctor");
        await Expect(Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "New assessment" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Doctor_removes_a_passkey_and_it_is_rejected_afterwards()
    {
        var device = await AddDeviceAsync();
        await new SignInPage(Page).SignInAsync("doctor");
        await Page.GotoAsync("/account/passkeys");
        await AddAsync(DemoAccounts.Password);
        await Expect(Page).ToHaveURLAsync(new Regex("/sign-in"));
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "New assessment" })).ToBeVisibleAsync();
        await Page.GotoAsync("/account/passkeys");
        await Page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Remove") }).ClickAsync();
        await NoBarrierAsync();
        await PictureAsync("passkey-remove");
        await Page.GetByLabel("Current password").FillAsync(DemoAccounts.Password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Remove the passkey" }).ClickAsync();
        await Expect(Page.GetByText("Your passkeys were changed")).ToBeVisibleAsync();

        // The device still has the passkey, but the site does not.
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("was not accepted");
        Assert.NotEmpty(device);
    }

    private async Task AddAsync(string password)
    {
        await Page.GetByLabel("Current password").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
    }

    private async Task<string> AddDeviceAsync()
    {
        var browser = await Context.NewCDPSessionAsync(Page);
        await browser.SendAsync("WebAuthn.enable");
        var device = await browser.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        return device!.Value.GetProperty("authenticatorId").GetString()!;
    }
}
