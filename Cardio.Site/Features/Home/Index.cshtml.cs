using Cardio.Site.Clinic.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cardio.Site.Features.Home;

/// <summary>Redirects each user to the start page of their role.</summary>
internal sealed class HomeModel : PageModel
{
    public IActionResult OnGet() => RedirectToPage(User switch
    {
        _ when User.IsInRole(Roles.Doctor) => "/Assessments/Entry/New",
        _ when User.IsInRole(Roles.Manager) => "/Dashboard/Usage/Index",
        _ when User.IsInRole(Roles.Admin) => "/Accounts/Users/Index",
        _ when User.Identity?.IsAuthenticated == true => "/Accounts/Profile/Profile",
        _ => "/Accounts/SignIn/SignIn",
    });
}
