using Cardio.Site.Clinic.Access;
using Cardio.Site.Features.Accounts.Sessions;
using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cardio.Site.Features.Accounts.Profile;

/// <summary>The account of the signed-in user, with links to password, factors and sessions.</summary>
internal sealed class ProfileModel(UserManager<Account> accounts, SessionStore sessions) : PageModel
{
    /// <summary>Whether an authenticator app is set up.</summary>
    public bool HasApp { get; private set; }

    /// <summary>Number of passkeys.</summary>
    public int Passkeys { get; private set; }

    /// <summary>Number of open sessions.</summary>
    public int Sessions { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        if (await accounts.FindByIdAsync(User.AccountId().ToString()) is not { } account) return;
        HasApp = account.TwoFactorEnabled;
        Passkeys = (await accounts.GetPasskeysAsync(account)).Count;
        Sessions = (await sessions.ListAsync(account.Id, cancellationToken)).Count;
    }
}
