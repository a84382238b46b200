using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cardio.Benchmarks.Load.Baselines;

/// <summary>Baseline page: binds the patient form and returns a partial, without session, antiforgery, validation or storage.</summary>
[IgnoreAntiforgeryToken]
public sealed class BareModel : PageModel
{
    /// <summary>Approximate size of one line of the partial, in bytes.</summary>
    internal const int BytesPerLine = 119;

    /// <summary>Number of lines of the partial; makes it about as long as that of the site.</summary>
    internal static int Lines { get; set; }

    /// <summary>Submitted form.</summary>
    [BindProperty]
    public BareForm Input { get; set; } = new();

    /// <summary>Returns the partial.</summary>
    public IActionResult OnPost() => Partial("_Bare", this);
}
