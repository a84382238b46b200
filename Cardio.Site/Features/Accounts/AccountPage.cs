using System.Security.Claims;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Features.Accounts.SecondFactor;
using Cardio.Site.Features.Accounts.Sessions;
using Cardio.Site.Features.Accounts.SignIn;
using Cardio.Site.Features.Accounts.Store;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Accounts;

/// <summary>Base of the pages that change how a user signs in.</summary>
internal abstract class AccountPage(UserManager<Account> accounts, SignInManager<Account> signIn, IOptionsMonitor<AccountOptions> options) : FeaturePage
{
    /// <summary>The user's account.</summary>
    public Account Account { get; private set; } = null!;

    /// <summary>Whether this user must have a second factor.</summary>
    public bool NeedsFactor => options.CurrentValue.RequireSecondFactor.DemandsOf(User);

    protected UserManager<Account> Accounts => accounts;

    protected SignInManager<Account> Manager => signIn;

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await accounts.FindByIdAsync(User.AccountId().ToString()) is not { } account)
        {
            context.Result = NotFound();
            return;
        }
        Account = account;
        await next();
    }

    /// <summary>Whether a factor may be added: only with an existing second factor, or as the first one.</summary>
    protected async Task<bool> MayAddFactorAsync() =>
        User.HasTwoFactors() || (!Account.TwoFactorEnabled && (await accounts.GetPasskeysAsync(Account)).Count == 0);

    /// <summary>A passkey of the account, or null.</summary>
    protected async Task<UserPasskeyInfo?> FindPasskeyAsync(string? id) =>
        (await accounts.GetPasskeysAsync(Account)).FirstOrDefault(passkey => WebEncoders.Base64UrlEncode(passkey.CredentialId) == id);

    /// <summary>Stores the change with its audit entry, and ends every session of the account, including this one.</summary>
    protected async Task<bool> StoreAsync(AuditAction action, string detail = "")
    {
        Account.Records.Add(new(Actors.Account(Account.Id), action, Account.Id.ToString(), detail));
        if (!(await accounts.UpdateSecurityStampAsync(Account)).Succeeded) return false;
        await signIn.SignOutAsync();
        HttpContext.User = new(new ClaimsIdentity());
        HttpContext.Items.Remove(typeof(SessionEnd)); // the confirmation page shows no session timer
        return true;
    }

    /// <summary>Redirects to the sign-in page with the reason.</summary>
    protected IActionResult ToSignIn(SignInNotice notice) => RedirectToPage("/Accounts/SignIn/SignIn", new { Notice = notice });
}
