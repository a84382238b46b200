using Cardio.Site.Features.Accounts.Store;
using Cardio.Site.Web.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cardio.Site.Features.Accounts.SignIn;

/// <summary>Ends the session and clears what the browser cached of it.</summary>
internal sealed class SignOutModel(SignInManager<Account> signIn) : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/");

    public async Task<IActionResult> OnPostAsync()
    {
        await signIn.SignOutAsync();
        HttpContext.DeleteSessionCookies();
        // Without "cookies": browsers would also clear the cookies of other sites of the same registrable domain.
        Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return RedirectToPage("/Accounts/SignIn/SignIn");
    }
}
