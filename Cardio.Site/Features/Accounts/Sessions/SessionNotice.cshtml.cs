using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Features.Accounts.Sessions;

/// <summary>The page to which a browser without JavaScript is forwarded shortly before the session ends.</summary>
[KeepsNoSessionAlive]
internal sealed class SessionNoticeModel(TimeProvider time) : FeaturePage
{
    /// <summary>Address of the previous page.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>End of the session, UTC.</summary>
    public SessionEnd End => SessionEnd.FromContext(HttpContext)!;

    /// <summary>Local address to return to.</summary>
    public string Back => Url.Local(ReturnUrl);

    /// <summary>Seconds until the session ends.</summary>
    public int Seconds => Math.Max(1, (int)Math.Ceiling((End.At - time.GetUtcNow()).TotalSeconds) + 1);

    public IActionResult OnGet() => Page();
}
