using System.ComponentModel.DataAnnotations;
using Cardio.Site.Features.Accounts.Passkeys;
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
    SignInFlow flow,
    SignInManager<Account> signIn,
    IStringLocalizer<AccountsText> text,
    DemoAccounts demo) : FeaturePage
{
    [BindProperty]
    [Display(Name = "Email")]
    [Required(ErrorMessage = "EnterEmail"), StringLength(254, ErrorMessage = "EmailTooLong")]
    public string? Email { get; set; }

    [BindProperty]
    [Display(Name = "Password")]
    [Required(ErrorMessage = "EnterPassword"), StringLength(PasswordRules.MaximumLength, ErrorMessage = "PasswordTooLong")]
    public string? Password { get; set; }

    /// <summary>Local address to return to after the sign-in.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Why the user must sign in again: the name of a <see cref="SignInNotice"/>. Other values show no notice.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Notice { get; set; }

    /// <summary>Whether the sign-in was rejected because too many are running.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>Whether to list the demo accounts.</summary>
    public bool ShowsDemoAccounts => demo.AreEnabled;

    /// <summary>Resource key of the text for <see cref="Notice"/>; null if there is none.</summary>
    public string? FindNoticeTextKey() =>
        Enum.TryParse<SignInNotice>(Notice, out var notice) && Enum.IsDefined(notice) ? $"Notice.{notice}" : null;

    public IActionResult OnGet() => User.Identity?.IsAuthenticated == true ? LocalRedirect(Url.Local(ReturnUrl)) : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid) return Invalid("_SignInForm");
        switch (await flow.SignInWithPasswordAsync(HttpContext, Email!.Trim(), Password!))
        {
            case SignInStep.Done: return LocalRedirect(Url.Local(ReturnUrl));
            case SignInStep.NeedsCode: return RedirectToPage("/Accounts/SignIn/SignInCode", new { ReturnUrl });
            case SignInStep.Busy: return Busy();
        }
        // One message for all reasons, so that it does not reveal which accounts exist.
        ModelState.AddModelError(nameof(Email), text["SignInFailed"]);
        return Invalid("_SignInForm");
    }

    /// <summary>Options for <c>navigator.credentials.get</c>.</summary>
    public async Task<IActionResult> OnPostOptionsAsync() =>
        Content(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json");

    /// <summary>Signs in with the credential that <c>navigator.credentials.get</c> returned, as JSON.</summary>
    public async Task<IActionResult> OnPostPasskeyAsync(string? credential)
    {
        ModelState.Clear(); // this form has no e-mail address and password
        if (credential is { Length: > 0 and < PasskeyManagerExtensions.MaximumLength }
            && await flow.SignInWithPasskeyAsync(HttpContext, credential))
            return LocalRedirect(Url.Local(ReturnUrl));
        ModelState.AddModelError(nameof(Email), text["PasskeyRefused"]);
        return Invalid("_SignInForm");
    }

    private IActionResult Busy()
    {
        IsBusy = true;
        Response.Headers.RetryAfter = $"{PasswordHashLimiter.RetryAfterSeconds}";
        Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return PageOr("_SignInForm");
    }
}
