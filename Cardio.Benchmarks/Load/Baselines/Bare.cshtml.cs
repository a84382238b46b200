using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cardio.Benchmarks.Load.Baselines;

/// <summary>A page that binds the form of a patient and answers with a partial: no session, no antiforgery, no rules, nothing stored.</summary>
[IgnoreAntiforgeryToken]
public sealed class BareModel : PageModel
{
    /// <summary>About the bytes of a line of the partial.</summary>
    internal const int BytesOfLine = 119;

    /// <summary>Lines of the partial, so that it is about as long as the site's.</summary>
    internal static int Lines { get; set; }

    /// <summary>What was typed.</summary>
    [BindProperty]
    public BareForm Input { get; set; } = new();

    /// <summary>Answers with the partial.</summary>
    public IActionResult OnPost() => Partial("_Bare", this);
}
