using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Compatibility;

/// <summary>The short page at which older clients look whether the service is there.</summary>
internal sealed class ClassificationModel(IOptions<CompatibilityOptions> options) : PageModel
{
    public IActionResult OnGet() => options.Value.Enabled == true ? Page() : NotFound();
}
