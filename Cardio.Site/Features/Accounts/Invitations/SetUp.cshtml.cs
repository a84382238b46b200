using Cardio.Site.Features.Accounts.Passwords;
using Cardio.Site.Features.Accounts.SignIn;
using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Accounts.Invitations;

/// <summary>Creates the account of an installation's first administrator.</summary>
[CountsFailures]
internal sealed class SetUpModel(
    FirstAdministrator firstAdministrator,
    PasswordCheck passwords,
    UserManager<Account> accounts,
    IStringLocalizer<AccountsText> accountsText,
    IStringLocalizer<InvitationsText> text) : LinkPage
{
    [BindProperty]
    public SetUpInput Input { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(string token, CancellationToken cancellationToken) =>
        await firstAdministrator.IsValidAsync(token, cancellationToken) ? Show() : Gone();

    public async Task<IActionResult> OnPostAsync(string token, CancellationToken cancellationToken)
    {
        if (!await firstAdministrator.IsValidAsync(token, cancellationToken)) return Gone();
        var account = new Account { Email = Input.Email ?? "", DisplayName = Input.DisplayName ?? "" };
        if (ModelState.IsValid) await CheckPasswordAsync(accounts, account, Input.Password!);
        if (!ModelState.IsValid) return Refuse();
        if (!await passwords.TrySetAsync(account, Input.Password!, HttpContext)) return Busy(accountsText);
        switch (await firstAdministrator.UseAsync(
            token, account.Email, account.DisplayName, account.PasswordHash!, cancellationToken))
        {
            case SetUpResult.Done:
                return RedirectToPage("/Accounts/SignIn/SignIn");
            case SetUpResult.EmailTaken:
                ModelState.AddModelError("Input.Email", text["EmailTaken"]);
                return Refuse();
            default:
                return Gone();
        }
    }
}
