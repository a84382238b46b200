using System.ComponentModel.DataAnnotations;
using Cardio.Site.Features.Accounts.Passwords;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Accounts;

/// <summary>Base of the pages that ask for the current password before a change.</summary>
internal abstract class PasswordConfirmationPage(AccountPageServices services) : AccountPage(services)
{
    /// <summary>The current password.</summary>
    [BindProperty]
    [Display(Name = "CurrentPassword")]
    [Required(ErrorMessage = "EnterCurrentPassword"), StringLength(PasswordRules.MaximumLength, ErrorMessage = "PasswordTooLong")]
    public string? Current { get; set; }

    /// <summary>Resource key of the submit button's text.</summary>
    public virtual string SubmitTextKey => "";

    protected IStringLocalizer<AccountsText> Text => Services.Text;

    /// <summary>Checks the form and the password; null if both are correct, otherwise the response to send.</summary>
    protected async Task<IActionResult?> ConfirmPasswordAsync(string partial)
    {
        if (!ModelState.IsValid) return Invalid(partial);
        switch (await Services.Flow.ConfirmPasswordAsync(HttpContext, Account, Current!))
        {
            case PasswordCheckResult.Correct: return null;
            case PasswordCheckResult.Busy: return Busy(partial);
        }
        ModelState.AddModelError(nameof(Current), Text["CurrentPasswordWrong"]);
        return Invalid(partial);
    }

    /// <summary>Responds 503 with Retry-After: too many passwords are being hashed.</summary>
    protected IActionResult Busy(string partial)
    {
        ModelState.AddModelError(nameof(Current), Text["SignInBusy"]);
        Response.Headers.RetryAfter = $"{PasswordHashLimiter.RetryAfterSeconds}";
        Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return PageOr(partial);
    }

    /// <summary>Responds that another request changed the account in the meantime.</summary>
    protected IActionResult ConcurrentChange(string partial)
    {
        ModelState.AddModelError(nameof(Current), Text["ChangedMeanwhile"]);
        return Invalid(partial);
    }
}
