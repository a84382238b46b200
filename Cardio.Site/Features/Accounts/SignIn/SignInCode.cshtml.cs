using System.ComponentModel.DataAnnotations;
using Cardio.Site.Features.Accounts.SecondFactor;
using Cardio.Site.Features.Accounts.Sessions;
using Cardio.Site.Features.Accounts.Store;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Accounts.SignIn;

/// <summary>Second step of the sign-in: asks for a code of the authenticator app, or a recovery code.</summary>
[OpensSession]
[CountsFailures(IsSecondStep = true)]
internal sealed class SignInCodeModel(SignInFlow flow, IStringLocalizer<AccountsText> text) : FeaturePage
{
    private Account _account = null!;

    /// <summary>Six digits, or a recovery code.</summary>
    [BindProperty]
    [Display(Name = "Code")]
    [Required(ErrorMessage = "EnterCode"), StringLength(RecoveryCodeHasher.TypedLength, ErrorMessage = "CodeTooLong")]
    public string? Code { get; set; }

    /// <summary>Local address to return to after the sign-in.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Redirects to the first step unless the user has passed it within the last minutes.</summary>
    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await flow.FindPendingAccountAsync(HttpContext) is not { } account)
        {
            context.Result = RedirectToPage("/Accounts/SignIn/SignIn", new { ReturnUrl });
            return;
        }
        _account = account;
        await next();
    }

    public IActionResult OnGet() => Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid) return Invalid("_SignInCodeForm");
        var code = string.Concat(Code!.Where(char.IsAsciiLetterOrDigit));
        if (await flow.SignInWithCodeAsync(HttpContext, _account, code)) return LocalRedirect(Url.Local(ReturnUrl));
        ModelState.AddModelError(nameof(Code), text["CodeFailed"]);
        return Invalid("_SignInCodeForm");
    }
}
