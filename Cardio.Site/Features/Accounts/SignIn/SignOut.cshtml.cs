using Cardio.Site.Features.Accounts.Store;
using Cardio.Site.Web.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cardio.Site.Features.Accounts.SignIn;

/// <summary>Ends the session.</summary>
internal sealed class SignOutModel(SignInManager<Account> signIn) : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/");

    public async Task<IActionResult> OnPostAsync()
    {
        await signIn.SignOutAsync();
        HttpContext.DeleteSessionCookies();
        // Without "cookies": browsers would clear the cookies of all sites of the same domain.
        Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return RedirectToPage("/Accounts/SignIn/SignIn");
    }
}
