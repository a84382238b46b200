using Cardio.Site.Clinic.Audit;
using Cardio.Site.Features.Accounts.SecondFactor;
using Cardio.Site.Features.Accounts.SignIn;
using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Accounts.Passkeys;

/// <summary>Removes a passkey.</summary>
internal sealed class RemovePasskeyModel(
    IUserStore<Account> store, SignInFlow flow, UserManager<Account> accounts, SignInManager<Account> signIn,
    IOptionsMonitor<AccountOptions> options, IStringLocalizer<AccountsText> words) : PasswordConfirmationPage(flow, accounts, signIn, options, words)
{
    /// <summary>Credential identifier, Base64Url.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Id { get; set; }

    /// <summary>The passkey.</summary>
    public UserPasskeyInfo Passkey { get; private set; } = null!;

    /// <summary>Resource key of the reason why it cannot be removed, or null.</summary>
    public string? Obstacle { get; private set; }

    public override string Verb => "RemovePasskey";

    public async Task<IActionResult> OnGetAsync()
    {
        ModelState.Clear(); // the form is not submitted yet
        return await LoadAsync() ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) return NotFound();
        if (Obstacle is not null) return Invalid("_Confirm");
        if (await RefusalAsync("_Confirm") is { } refusal) return refusal;
        await ((IUserPasskeyStore<Account>)store).RemovePasskeyAsync(Account, Passkey.CredentialId, default);
        return await StoreAsync(AuditAction.PasskeyRemoved, WebEncoders.Base64UrlEncode(Passkey.CredentialId))
            ? ToSignIn(SignInNotice.Passkey)
            : Meanwhile("_Confirm");
    }

    private async Task<bool> LoadAsync()
    {
        if (await FindPasskeyAsync(Id) is not { } passkey) return false;
        Passkey = passkey;
        var isLast = !Account.TwoFactorEnabled && (await Accounts.GetPasskeysAsync(Account)).Count == 1;
        Obstacle = !User.HasTwoFactors() ? "SignInWithFactorFirst" : isLast && NeedsFactor ? "LastFactor" : null;
        return true;
    }
}
