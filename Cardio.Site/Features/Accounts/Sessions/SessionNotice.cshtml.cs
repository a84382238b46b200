using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Features.Accounts.Sessions;

/// <summary>Where a page without a script goes by itself shortly before its session ends.</summary>
[KeepsNoSessionAlive]
internal sealed class SessionNoticeModel(TimeProvider time) : FeaturePage
{
    /// <summary>The page it came from.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>When the session ends.</summary>
    public SessionEnd End => SessionEnd.FromContext(HttpContext)!;

    /// <summary>Where to go back to.</summary>
    public string Back => Url.Local(ReturnUrl);

    /// <summary>Seconds until the session has ended.</summary>
    public int Seconds => Math.Max(1, (int)Math.Ceiling((End.At - time.GetUtcNow()).TotalSeconds) + 1);

    public IActionResult OnGet() => Page();
}
