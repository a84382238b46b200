using System.ComponentModel.DataAnnotations;
using Cardio.Site.Features.Accounts.Passwords;
using Cardio.Site.Features.Accounts.Sessions;
using Cardio.Site.Features.Accounts.Store;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Accounts.SignIn;

/// <summary>Sign-in with e-mail address and password, or with a passkey.</summary>
[OpensSession]
[CountsFailures]
internal sealed class SignInModel(
    SignInFlow flow, SignInManager<Account> signIn, IStringLocalizer<AccountsText> words, DemoAccounts demo) : FeaturePage
{
    /// <summary>E-mail address.</summary>
    [BindProperty]
    [Display(Name = "Email")]
    [Required(ErrorMessage = "EnterEmail"), StringLength(254, ErrorMessage = "EmailTooLong")]
    public string? Email { get; set; }

    /// <summary>Password.</summary>
    [BindProperty]
    [Display(Name = "Password")]
    [Required(ErrorMessage = "EnterPassword"), StringLength(PasswordRules.MaximumLength, ErrorMessage = "PasswordTooLong")]
    public string? Password { get; set; }

    /// <summary>The local address to return to.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Reason to sign in again: the name of a <see cref="SignInNotice"/>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Notice { get; set; }

    /// <summary>Whether too many sign-ins are pending.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>Whether the demo accounts are shown.</summary>
    public bool ShowsDemoAccounts => demo.AreWanted;

    /// <summary>Key of the text of <see cref="Notice"/>.</summary>
    public string? NoticeText => Enum.TryParse<SignInNotice>(Notice, out var notice) && Enum.IsDefined(notice) ? $"Notice.{notice}" : null;

    public IActionResult OnGet() => User.Identity?.IsAuthenticated == true ? LocalRedirect(Back) : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid) return Invalid("_SignInForm");
        switch (await flow.PasswordAsync(HttpContext, Email!.Trim(), Password!))
        {
            case SignInStep.Done: return LocalRedirect(Back);
            case SignInStep.NeedsCode: return RedirectToPage("/Accounts/SignIn/SignInCode", new { ReturnUrl });
            case SignInStep.Busy: return Busy();
        }
        // One message for unknown, wrong, locked and disabled, so that it reveals no account.
        ModelState.AddModelError(nameof(Email), words["SignInFailed"]);
        return Invalid("_SignInForm");
    }

    /// <summary>WebAuthn request options as JSON.</summary>
    public async Task<IActionResult> OnPostOptionsAsync() => Content(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json");

    /// <summary>Signs in with the browser's WebAuthn response.</summary>
    public async Task<IActionResult> OnPostPasskeyAsync(string? credential)
    {
        ModelState.Clear(); // address and password are not part of this form
        if (credential is { Length: > 0 and < 20_000 } && await flow.PasskeyAsync(HttpContext, credential)) return LocalRedirect(Back);
        ModelState.AddModelError(nameof(Email), words["PasskeyRefused"]);
        return Invalid("_SignInForm");
    }

    private string Back => Url.Local(ReturnUrl);

    private IActionResult Busy()
    {
        IsBusy = true;
        Response.Headers.RetryAfter = $"{PasswordHashLimiter.RetryAfterSeconds}";
        Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return PageOr("_SignInForm");
    }
}

/// <summary>Reason to sign in again.</summary>
internal enum SignInNotice
{
    /// <summary>The password was changed.</summary>
    Password,

    /// <summary>The second factor was added, replaced or removed.</summary>
    SecondFactor,

    /// <summary>A passkey was added or removed.</summary>
    Passkey,

    /// <summary>The session timed out.</summary>
    Ended,
}
