using Cardio.Site.Features.Accounts.Passwords;
using Cardio.Site.Features.Accounts.SignIn;
using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Accounts.Invitations;

/// <summary>Where an invited person sets their password. To look at it uses nothing up: programs look at links too.</summary>
[CountsFailures]
internal sealed class AcceptModel(
    InvitationStore store, PasswordCheck passwords, UserManager<Account> accounts, IStringLocalizer<AccountsText> words) : LinkPage
{
    /// <summary>What is typed.</summary>
    [BindProperty]
    public AcceptInput Input { get; set; } = new();

    /// <summary>Whose password it will be.</summary>
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
        if (ModelState.IsValid) await CheckAsync(accounts, account, Input.Password!);
        if (!ModelState.IsValid) return Refuse();
        if (!await passwords.SetAsync(account, Input.Password!, HttpContext)) return Busy(words);
        return await store.UseAsync(token, account.PasswordHash!, cancellationToken)
            ? RedirectToPage("/Accounts/SignIn/SignIn")
            : Gone();
    }
}
