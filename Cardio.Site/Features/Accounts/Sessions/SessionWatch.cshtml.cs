using Cardio.Site.Web.Pages;
using Htmx;
using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Features.Accounts.Sessions;

/// <summary>Polled by open pages: tells whether the session ends soon or has ended.</summary>
internal sealed class SessionWatchModel(TimeProvider time) : FeaturePage
{
    public SessionEnd End { get; private set; } = null!;

    /// <summary>Time until the end of the session.</summary>
    public TimeSpan Left { get; private set; }

    /// <summary>Responds with the notice if the session ends soon; an outdated notice is removed.</summary>
    /// <param name="shown">Whether the page shows the notice now.</param>
    public IActionResult OnGet(bool shown)
    {
        if (!WantsFragment) return LocalRedirect("/");
        if (SessionEnd.FromContext(HttpContext) is not { } end)
        {
            Response.Htmx(headers => headers.WithTrigger("session-ended", new { address = SessionCookie.SignInAddress(Request) }));
            return new NoContentResult();
        }
        (End, Left) = (end, end.At - time.GetUtcNow());
        if (Left <= SessionEnd.Notice) return Partial("_SessionNotice", this);
        return shown ? Content("") : new NoContentResult(); // htmx swaps in empty content, but ignores 204
    }

    /// <summary>The user chose to stay signed in. The request itself has extended the session.</summary>
    public IActionResult OnGetStay() =>
        WantsFragment && SessionEnd.FromContext(HttpContext) is not null ? Partial("_SessionStays") : LocalRedirect("/");
}
