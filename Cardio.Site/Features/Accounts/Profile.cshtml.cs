using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cardio.Site.Features.Accounts;

/// <summary>What the site knows of the signed-in person.</summary>
internal sealed class ProfileModel : PageModel;
