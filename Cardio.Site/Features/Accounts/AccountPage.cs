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

namespace Cardio.Site.Features.Accounts;

/// <summary>Base of the pages on which users change how they sign in.</summary>
internal abstract class AccountPage(AccountPageServices services) : FeaturePage
{
    /// <summary>The signed-in user's account; loaded before every handler.</summary>
    public Account Account { get; private set; } = null!;

    /// <summary>Whether the user must have a second factor.</summary>
    public bool RequiresFactor => services.Options.CurrentValue.RequireSecondFactor.AppliesTo(User);

    protected UserManager<Account> Accounts => services.Accounts;

    protected SignInManager<Account> SignInManager => services.SignIn;

    protected AccountPageServices Services => services;

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await Accounts.FindByIdAsync(User.AccountId().ToString()) is not { } account)
        {
            context.Result = NotFound();
            return;
        }
        Account = account;
        await next();
    }

    /// <summary>
    /// Whether this session may add a second factor. If the account has one already, the session must have used it: a stolen
    /// password must not be enough to add another.
    /// </summary>
    protected async Task<bool> CanAddFactorAsync() =>
        User.HasTwoFactors() || (!Account.TwoFactorEnabled && (await Accounts.GetPasskeysAsync(Account)).Count == 0);

    /// <summary>The account's passkey with this identifier, as Base64Url; null if it has none.</summary>
    protected async Task<UserPasskeyInfo?> FindPasskeyAsync(string? id) =>
        (await Accounts.GetPasskeysAsync(Account)).FirstOrDefault(passkey => WebEncoders.Base64UrlEncode(passkey.CredentialId) == id);

    /// <summary>Stores the change with its audit entry and ends every session of the account, including this one.</summary>
    /// <returns>False if another request changed the account in the meantime.</returns>
    protected async Task<bool> SaveAsync(AuditAction action, string detail = "")
    {
        Account.PendingAuditEntries.Add(new(Actors.Account(Account.Id), action, Account.Id.ToString(), detail));
        if (!(await Accounts.UpdateSecurityStampAsync(Account)).Succeeded) return false;
        await SignInManager.SignOutAsync();
        HttpContext.User = new(new ClaimsIdentity());
        HttpContext.Items.Remove(typeof(SessionEnd)); // the confirmation page must not expire with the ended session
        return true;
    }

    /// <summary>Redirects to the sign-in page, which shows the notice.</summary>
    protected IActionResult RedirectToSignIn(SignInNotice notice) =>
        RedirectToPage("/Accounts/SignIn/SignIn", new { Notice = notice });
}
