using Cardio.Site.Web.Pages;
using Htmx;
using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Features.Accounts.Sessions;

/// <summary>Answers open pages, which poll whether their session ends soon or has ended.</summary>
internal sealed class SessionWatchModel(TimeProvider time) : FeaturePage
{
    /// <summary>End of the session, UTC.</summary>
    public SessionEnd End { get; private set; } = null!;

    /// <summary>Minutes of a session without a request.</summary>
    public TimeSpan Left { get; private set; }

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
        return shown ? Content("") : new NoContentResult(); // removes an outdated notice
    }

    /// <summary>Extends the session: the request itself counts as a use.</summary>
    public IActionResult OnGetStay() => WantsFragment && SessionEnd.FromContext(HttpContext) is not null ? Partial("_SessionStays") : LocalRedirect("/");
}
