using System.ComponentModel.DataAnnotations;
using Cardio.Site.Features.Accounts.Passwords;
using Cardio.Site.Features.Accounts.SignIn;
using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Accounts;

/// <summary>Base of pages that ask for the current password again.</summary>
internal abstract class PasswordConfirmationPage(
    SignInFlow flow, UserManager<Account> accounts, SignInManager<Account> signIn, IOptionsMonitor<AccountOptions> options,
    IStringLocalizer<AccountsText> words) : AccountPage(accounts, signIn, options)
{
    /// <summary>The current password.</summary>
    [BindProperty]
    [Display(Name = "CurrentPassword")]
    [Required(ErrorMessage = "EnterCurrentPassword"), StringLength(PasswordRules.MaximumLength, ErrorMessage = "PasswordTooLong")]
    public string? Current { get; set; }

    /// <summary>Key of the button's text.</summary>
    public virtual string Verb => "";

    protected IStringLocalizer<AccountsText> Words => words;

    /// <summary>Checks the form and the password; null if both are right, otherwise the response.</summary>
    protected async Task<IActionResult?> RefusalAsync(string partial)
    {
        if (!ModelState.IsValid) return Invalid(partial);
        switch (await flow.AgainAsync(HttpContext, Account, Current!))
        {
            case PasswordFit.Right: return null;
            case PasswordFit.Busy: return Busy(partial);
        }
        ModelState.AddModelError(nameof(Current), words["CurrentPasswordWrong"]);
        return Invalid(partial);
    }

    protected IActionResult Busy(string partial)
    {
        ModelState.AddModelError(nameof(Current), words["SignInBusy"]);
        Response.Headers.RetryAfter = $"{PasswordHashLimiter.RetryAfterSeconds}";
        Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return PageOr(partial);
    }

    /// <summary>The account changed concurrently.</summary>
    protected IActionResult Meanwhile(string partial)
    {
        ModelState.AddModelError(nameof(Current), words["ChangedMeanwhile"]);
        return Invalid(partial);
    }
}
