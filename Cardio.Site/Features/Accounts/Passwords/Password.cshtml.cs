using System.ComponentModel.DataAnnotations;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Features.Accounts.SignIn;
using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Accounts.Passwords;

/// <summary>Changes the password.</summary>
internal sealed class PasswordModel(
    SignInFlow flow, PasswordCheck passwords, UserManager<Account> accounts, SignInManager<Account> signIn,
    IOptionsMonitor<AccountOptions> options, IStringLocalizer<AccountsText> words) : PasswordConfirmationPage(flow, accounts, signIn, options, words)
{
    /// <summary>The new password.</summary>
    [BindProperty]
    [Display(Name = "NewPassword")]
    [Required(ErrorMessage = "EnterNewPassword"), StringLength(PasswordRules.MaximumLength, ErrorMessage = "PasswordTooLong")]
    public string? New { get; set; }

    /// <summary>Repetition of the new password, which is not visible while typing.</summary>
    [BindProperty]
    [Display(Name = "NewPasswordAgain")]
    [Required(ErrorMessage = "EnterNewPasswordAgain"), Compare(nameof(New), ErrorMessage = "PasswordsDiffer")]
    public string? Again { get; set; }

    /// <summary>Minimum length of the new password.</summary>
    public int MinimumLength => Account.TwoFactorEnabled ? PasswordRules.MinimumLengthWithFactor : PasswordRules.MinimumLength;

    public override string Verb => "ChangePassword";

    public IActionResult OnGet() => Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (ModelState.IsValid) await CheckAsync();
        if (await RefusalAsync("_PasswordForm") is { } refusal) return refusal;
        if (New == Current)
        {
            ModelState.AddModelError(nameof(New), Words["PasswordSame"]);
            return Invalid("_PasswordForm");
        }
        if (!await passwords.SetAsync(Account, New!, HttpContext)) return Busy("_PasswordForm");
        return await StoreAsync(AuditAction.PasswordChanged) ? ToSignIn(SignInNotice.Password) : Meanwhile("_PasswordForm");
    }

    private async Task CheckAsync()
    {
        foreach (var rule in Accounts.PasswordValidators)
        {
            foreach (var error in (await rule.ValidateAsync(Accounts, Account, New)).Errors) ModelState.AddModelError(nameof(New), error.Description);
        }
    }
}
