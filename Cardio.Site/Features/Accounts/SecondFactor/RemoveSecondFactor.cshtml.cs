using Cardio.Site.Clinic.Audit;
using Cardio.Site.Features.Accounts.Passwords;
using Cardio.Site.Features.Accounts.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Features.Accounts.SecondFactor;

/// <summary>
/// Removes the authenticator app. Available only if the user is not required to have one and the password is long enough without it.
/// </summary>
internal sealed class RemoveSecondFactorModel(AccountPageServices services, SecondFactors factors) : PasswordConfirmationPage(services)
{
    public override string SubmitTextKey => "RemoveSecondFactor";

    private bool IsAllowed => Account.TwoFactorEnabled && !RequiresFactor;

    public IActionResult OnGet() => IsAllowed ? Page() : RedirectToPage("/Accounts/SecondFactor/SecondFactor");

    public async Task<IActionResult> OnPostAsync()
    {
        if (!IsAllowed) return RedirectToPage("/Accounts/SecondFactor/SecondFactor");
        if (await ConfirmPasswordAsync("_Confirm") is { } rejection) return rejection;
        if (Current!.Length < PasswordRules.MinimumLength)
        {
            ModelState.AddModelError(nameof(Current), Text["PasswordTooShortAlone", PasswordRules.MinimumLength]);
            return Invalid("_Confirm");
        }
        await factors.RemoveAsync(Account);
        return await SaveAsync(AuditAction.SecondFactorRemoved)
            ? RedirectToSignIn(SignInNotice.SecondFactor)
            : ConcurrentChange("_Confirm");
    }
}
