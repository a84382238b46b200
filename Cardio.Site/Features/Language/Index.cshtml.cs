using Cardio.Site.Web;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cardio.Site.Features.Language;

/// <summary>The language switch of the header.</summary>
internal sealed class LanguageModel : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/");

    /// <summary>Changes the language and returns to the previous page.</summary>
    public IActionResult OnPost(string? culture, string? returnUrl)
    {
        Languages.Remember(HttpContext, culture);
        return LocalRedirect(Url.Local(returnUrl));
    }
}
