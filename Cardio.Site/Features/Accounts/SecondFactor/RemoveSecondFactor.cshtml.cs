using Cardio.Site.Clinic.Audit;
using Cardio.Site.Features.Accounts.Passwords;
using Cardio.Site.Features.Accounts.SignIn;
using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Accounts.SecondFactor;

/// <summary>Removes the authenticator app, if the user may be without a second factor and the password is long enough alone.</summary>
internal sealed class RemoveSecondFactorModel(
    SecondFactors factors, SignInFlow flow, UserManager<Account> accounts, SignInManager<Account> signIn,
    IOptionsMonitor<AccountOptions> options, IStringLocalizer<AccountsText> words) : PasswordConfirmationPage(flow, accounts, signIn, options, words)
{
    public override string Verb => "RemoveSecondFactor";

    private bool IsAllowed => Account.TwoFactorEnabled && !NeedsFactor;

    public IActionResult OnGet() => IsAllowed ? Page() : RedirectToPage("/Accounts/SecondFactor/SecondFactor");

    public async Task<IActionResult> OnPostAsync()
    {
        if (!IsAllowed) return RedirectToPage("/Accounts/SecondFactor/SecondFactor");
        if (await RefusalAsync("_Confirm") is { } refusal) return refusal;
        if (Current!.Length < PasswordRules.MinimumLength)
        {
            ModelState.AddModelError(nameof(Current), Words["PasswordTooShortAlone", PasswordRules.MinimumLength]);
            return Invalid("_Confirm");
        }
        await factors.RemoveAsync(Account);
        return await StoreAsync(AuditAction.SecondFactorRemoved) ? ToSignIn(SignInNotice.SecondFactor) : Meanwhile("_Confirm");
    }
}
