using Cardio.Site.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cardio.Site.Features.Home;

/// <summary>The front door: everybody is led to where their work is.</summary>
internal sealed class IndexModel : PageModel
{
    public IActionResult OnGet() => RedirectToPage(User switch
    {
        _ when User.IsInRole(Roles.Doctor) => "/Assessments/New",
        _ when User.IsInRole(Roles.Manager) => "/Dashboard/Index",
        _ when User.IsInRole(Roles.Admin) => "/Accounts/Users/Index",
        _ when User.Identity?.IsAuthenticated == true => "/Accounts/Profile",
        _ => "/Accounts/SignIn",
    });
}
