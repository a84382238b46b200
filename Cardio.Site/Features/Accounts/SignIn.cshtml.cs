using System.ComponentModel.DataAnnotations;
using Cardio.Site.Web;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Accounts;

/// <summary>Sign-in with e-mail address and password.</summary>
internal sealed class SignInModel(
    SignInManager<Account> signIn, IStringLocalizer<AccountsText> words, DemoAccounts demo) : FeaturePage
{
    /// <summary>E-mail address.</summary>
    [BindProperty]
    [Display(Name = "Email")]
    [Required(ErrorMessage = "EnterEmail"), StringLength(254, ErrorMessage = "EmailTooLong")]
    public string? Email { get; set; }

    /// <summary>Password.</summary>
    [BindProperty]
    [Display(Name = "Password")]
    [Required(ErrorMessage = "EnterPassword"), StringLength(256, ErrorMessage = "PasswordTooLong")]
    public string? Password { get; set; }

    /// <summary>Where the user wanted to go.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Whether the demo accounts are shown.</summary>
    public bool ShowsDemoAccounts => demo.AreWanted;

    public IActionResult OnGet() => User.Identity?.IsAuthenticated == true ? LocalRedirect("/") : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid) return Invalid("_SignInForm");
        var result = await signIn.PasswordSignInAsync(Email!.Trim(), Password!, isPersistent: false, lockoutOnFailure: true);
        if (result.Succeeded) return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/");

        // The same words for an unknown, a wrong and a locked account.
        ModelState.AddModelError(nameof(Email), words["SignInFailed"]);
        return Invalid("_SignInForm");
    }
}
