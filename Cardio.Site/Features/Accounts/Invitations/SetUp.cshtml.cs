using Cardio.Site.Features.Accounts.Passwords;
using Cardio.Site.Features.Accounts.SignIn;
using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Accounts.Invitations;

/// <summary>Where the first administrator of an installation makes their account.</summary>
[CountsFailures]
internal sealed class SetUpModel(
    FirstAdministrator first, PasswordCheck passwords, UserManager<Account> accounts, IStringLocalizer<AccountsText> common,
    IStringLocalizer<InvitationsText> words) : LinkPage
{
    /// <summary>What is typed.</summary>
    [BindProperty]
    public SetUpInput Input { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(string token, CancellationToken cancellationToken) =>
        await first.IsGoodAsync(token, cancellationToken) ? Show() : Gone();

    public async Task<IActionResult> OnPostAsync(string token, CancellationToken cancellationToken)
    {
        if (!await first.IsGoodAsync(token, cancellationToken)) return Gone();
        var account = new Account { Email = Input.Email ?? "", DisplayName = Input.DisplayName ?? "" };
        if (ModelState.IsValid) await CheckAsync(accounts, account, Input.Password!);
        if (!ModelState.IsValid) return Refuse();
        if (!await passwords.SetAsync(account, Input.Password!, HttpContext)) return Busy(common);
        switch (await first.UseAsync(token, account.Email, account.DisplayName, account.PasswordHash!, cancellationToken))
        {
            case SetUpResult.Done:
                return RedirectToPage("/Accounts/SignIn/SignIn");
            case SetUpResult.EmailTaken:
                ModelState.AddModelError("Input.Email", words["EmailTaken"]);
                return Refuse();
            default:
                return Gone();
        }
    }
}
