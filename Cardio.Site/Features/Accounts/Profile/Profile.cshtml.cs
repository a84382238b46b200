using Cardio.Site.Clinic.Access;
using Cardio.Site.Features.Accounts.Sessions;
using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cardio.Site.Features.Accounts.Profile;

/// <summary>The signed-in user's account, with links to the pages that change how they sign in.</summary>
internal sealed class ProfileModel(UserManager<Account> accounts, SessionStore sessions) : PageModel
{
    /// <summary>Whether an authenticator app is set up.</summary>
    public bool HasAuthenticator { get; private set; }

    public int PasskeyCount { get; private set; }

    /// <summary>Number of open sessions, including this one.</summary>
    public int SessionCount { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        if (await accounts.FindByIdAsync(User.AccountId().ToString()) is not { } account) return;
        HasAuthenticator = account.TwoFactorEnabled;
        PasskeyCount = (await accounts.GetPasskeysAsync(account)).Count;
        SessionCount = (await sessions.ListAsync(account.Id, cancellationToken)).Count;
    }
}
