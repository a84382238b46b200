using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Compatibility;

/// <summary>The page that clients of the earlier service request to check that it is available.</summary>
internal sealed class ClassificationModel(IOptions<CompatibilityOptions> options) : PageModel
{
    public IActionResult OnGet() => options.Value.Enabled == true ? Page() : NotFound();
}
