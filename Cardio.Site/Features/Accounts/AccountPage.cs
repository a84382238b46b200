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

/// <summary>Base of the pages on which somebody changes how they sign in.</summary>
internal abstract class AccountPage(UserManager<Account> accounts, SignInManager<Account> signIn, IOptionsMonitor<AccountOptions> options) : FeaturePage
{
    /// <summary>Whose page it is.</summary>
    public Account Account { get; private set; } = null!;

    /// <summary>Whether this person may not be without a second factor.</summary>
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

    /// <summary>A second factor can be added with one that is there, or where none is: a password alone must not make its own.</summary>
    protected async Task<bool> MayAddFactorAsync() =>
        User.HasTwoFactors() || (!Account.TwoFactorEnabled && (await accounts.GetPasskeysAsync(Account)).Count == 0);

    /// <summary>One of the account's passkeys; null where it has none of that identifier.</summary>
    protected async Task<UserPasskeyInfo?> FindPasskeyAsync(string? id) =>
        (await accounts.GetPasskeysAsync(Account)).FirstOrDefault(passkey => WebEncoders.Base64UrlEncode(passkey.CredentialId) == id);

    /// <summary>Stores the change with its record. Every session of the account ends with it, this one too.</summary>
    protected async Task<bool> StoreAsync(AuditAction action, string detail = "")
    {
        Account.Records.Add(new(Actors.Account(Account.Id), action, Account.Id.ToString(), detail));
        if (!(await accounts.UpdateSecurityStampAsync(Account)).Succeeded) return false;
        await signIn.SignOutAsync();
        HttpContext.User = new(new ClaimsIdentity());
        HttpContext.Items.Remove(typeof(SessionEnd)); // the page that tells of it stays open
        return true;
    }

    /// <summary>The sign-in page, which says why.</summary>
    protected IActionResult ToSignIn(SignInNotice notice) => RedirectToPage("/Accounts/SignIn/SignIn", new { Notice = notice });
}
