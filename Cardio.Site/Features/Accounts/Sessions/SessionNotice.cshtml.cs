using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Features.Accounts.Sessions;

/// <summary>Warns that the session ends soon. Pages without JavaScript open it automatically.</summary>
[BackgroundPage]
internal sealed class SessionNoticeModel(TimeProvider time) : FeaturePage
{
    /// <summary>The page that opened the notice.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public SessionEnd End => SessionEnd.FromContext(HttpContext)!;

    /// <summary><see cref="ReturnUrl"/> if it is a local address, otherwise the home page.</summary>
    public string LocalReturnUrl => Url.Local(ReturnUrl);

    /// <summary>Whole seconds until the session has certainly ended.</summary>
    public int SecondsUntilEnd() => Math.Max(1, (int)Math.Ceiling((End.At - time.GetUtcNow()).TotalSeconds) + 1);

    public IActionResult OnGet() => Page();
}
