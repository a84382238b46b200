using System.Security.Claims;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Features.Accounts.Sessions;

/// <summary>Lists the user's open sessions and ends them.</summary>
internal sealed class SessionsModel(SessionStore sessions) : FeaturePage
{
    /// <summary>The open sessions, most recently used first.</summary>
    public IReadOnlyList<Session> Sessions { get; private set; } = [];

    /// <summary>Identifier of the session that sent the request.</summary>
    public Guid CurrentSessionId() => Guid.Parse(User.FindFirstValue(SessionStore.IdClaim)!);

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Sessions = await sessions.ListAsync(User.AccountId(), cancellationToken);

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken) =>
        await sessions.EndAsync(id, User.AccountId(), cancellationToken) ? RedirectToPage() : NotFound();

    public async Task<IActionResult> OnPostOthersAsync(CancellationToken cancellationToken)
    {
        await sessions.EndOthersAsync(CurrentSessionId(), User.AccountId(), cancellationToken);
        return RedirectToPage();
    }
}
