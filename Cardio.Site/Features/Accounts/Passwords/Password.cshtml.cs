using System.ComponentModel.DataAnnotations;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Features.Accounts.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Features.Accounts.Passwords;

/// <summary>Changes the password.</summary>
internal sealed class PasswordModel(AccountPageServices services, PasswordCheck passwords) : PasswordConfirmationPage(services)
{
    /// <summary>The new password.</summary>
    [BindProperty]
    [Display(Name = "NewPassword")]
    [Required(ErrorMessage = "EnterNewPassword"), StringLength(PasswordRules.MaximumLength, ErrorMessage = "PasswordTooLong")]
    public string? New { get; set; }

    /// <summary>The new password again, because the field hides what is typed.</summary>
    [BindProperty]
    [Display(Name = "NewPasswordAgain")]
    [Required(ErrorMessage = "EnterNewPasswordAgain"), Compare(nameof(New), ErrorMessage = "PasswordsDiffer")]
    public string? Again { get; set; }

    /// <summary>Minimum characters of the new password.</summary>
    public int MinimumLength => Account.TwoFactorEnabled ? PasswordRules.MinimumLengthWithFactor : PasswordRules.MinimumLength;

    public override string SubmitTextKey => "ChangePassword";

    public IActionResult OnGet() => Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (ModelState.IsValid) await CheckRulesAsync();
        if (await ConfirmPasswordAsync("_PasswordForm") is { } rejection) return rejection;
        if (New == Current)
        {
            ModelState.AddModelError(nameof(New), Text["PasswordSame"]);
            return Invalid("_PasswordForm");
        }
        if (!await passwords.TrySetAsync(Account, New!, HttpContext)) return Busy("_PasswordForm");
        return await SaveAsync(AuditAction.PasswordChanged)
            ? RedirectToSignIn(SignInNotice.Password)
            : ConcurrentChange("_PasswordForm");
    }

    private async Task CheckRulesAsync()
    {
        foreach (var rule in Accounts.PasswordValidators)
        {
            foreach (var error in (await rule.ValidateAsync(Accounts, Account, New)).Errors)
                ModelState.AddModelError(nameof(New), error.Description);
        }
    }
}
