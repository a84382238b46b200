using Cardio.Site.Features.Accounts.Passwords;
using Cardio.Site.Features.Accounts.SignIn;
using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Accounts.Invitations;

/// <summary>Sets the password of an invited person. Opening the link does not use it up, because mail scanners open links too.</summary>
[CountsFailures]
internal sealed class AcceptModel(
    InvitationStore store,
    PasswordCheck passwords,
    UserManager<Account> accounts,
    IStringLocalizer<AccountsText> text) : LinkPage
{
    [BindProperty]
    public AcceptInput Input { get; set; } = new();

    /// <summary>E-mail address of the invited person.</summary>
    public string Email { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string token, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(token, cancellationToken) is not { } invitation) return Gone();
        Email = invitation.Email;
        return Show();
    }

    public async Task<IActionResult> OnPostAsync(string token, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(token, cancellationToken) is not { } invitation
            || await accounts.FindByIdAsync(invitation.AccountId.ToString()) is not { } account) return Gone();
        Email = invitation.Email;
        if (ModelState.IsValid) await CheckPasswordAsync(accounts, account, Input.Password!);
        if (!ModelState.IsValid) return Refuse();
        if (!await passwords.TrySetAsync(account, Input.Password!, HttpContext)) return Busy(text);
        return await store.UseAsync(token, account.PasswordHash!, cancellationToken)
            ? RedirectToPage("/Accounts/SignIn/SignIn")
            : Gone();
    }
}
