using Cardio.Site.Clinic.Audit;
using Cardio.Site.Features.Accounts.SecondFactor;
using Cardio.Site.Features.Accounts.SignIn;
using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Cardio.Site.Features.Accounts.Passkeys;

/// <summary>Removes a passkey.</summary>
internal sealed class RemovePasskeyModel(AccountPageServices services, IUserStore<Account> store) : PasswordConfirmationPage(services)
{
    /// <summary>Identifier of the passkey, as Base64Url.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Id { get; set; }

    /// <summary>The passkey to remove.</summary>
    public UserPasskeyInfo Passkey { get; private set; } = null!;

    /// <summary>Resource key of the reason why the passkey cannot be removed; null if it can.</summary>
    public string? ObstacleTextKey { get; private set; }

    public override string SubmitTextKey => "RemovePasskey";

    public async Task<IActionResult> OnGetAsync()
    {
        ModelState.Clear(); // the form is not posted yet, so nothing is missing
        return await LoadAsync() ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) return NotFound();
        if (ObstacleTextKey is not null) return Invalid("_Confirm");
        if (await ConfirmPasswordAsync("_Confirm") is { } rejection) return rejection;
        await ((IUserPasskeyStore<Account>)store).RemovePasskeyAsync(Account, Passkey.CredentialId, default);
        return await SaveAsync(AuditAction.PasskeyRemoved, WebEncoders.Base64UrlEncode(Passkey.CredentialId))
            ? RedirectToSignIn(SignInNotice.Passkey)
            : ConcurrentChange("_Confirm");
    }

    private async Task<bool> LoadAsync()
    {
        if (await FindPasskeyAsync(Id) is not { } passkey) return false;
        Passkey = passkey;
        var isLastFactor = !Account.TwoFactorEnabled && (await Accounts.GetPasskeysAsync(Account)).Count == 1;
        ObstacleTextKey = !User.HasTwoFactors() ? "SignInWithFactorFirst"
            : isLastFactor && RequiresFactor ? "LastFactor"
            : null;
        return true;
    }
}
