using Cardio.Site.Web.Pages;
using Htmx;
using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Features.Accounts.Sessions;

/// <summary>What an open page asks now and then: whether its session ends soon, or has ended.</summary>
internal sealed class SessionWatchModel(TimeProvider time) : FeaturePage
{
    /// <summary>When the session ends.</summary>
    public SessionEnd End { get; private set; } = null!;

    /// <summary>How long it lasts.</summary>
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
        return shown ? Content("") : new NoContentResult(); // a notice that is out of date goes away
    }

    /// <summary>Somebody asked to stay: the request itself has put the end off.</summary>
    public IActionResult OnGetStay() => WantsFragment && SessionEnd.FromContext(HttpContext) is not null ? Partial("_SessionStays") : LocalRedirect("/");
}
