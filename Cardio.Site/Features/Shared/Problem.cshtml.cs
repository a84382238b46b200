using System.Diagnostics;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Features.Shared;

/// <summary>What a person sees when a request came to nothing.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
internal sealed class ProblemModel : FeaturePage
{
    /// <summary>Which words to show.</summary>
    public string Kind { get; private set; } = "Failure";

    /// <summary>What to look for in the log.</summary>
    public string TraceId => Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;

    public IActionResult OnGet(int? code) => Show(code);

    public IActionResult OnPost(int? code) => Show(code);

    /// <summary>htmx puts what it gets into the page, so it gets a notice.</summary>
    private IActionResult Show(int? code)
    {
        if (Response.StatusCode == StatusCodes.Status503ServiceUnavailable && Response.Headers.RetryAfter.Count == 0) Response.Headers.RetryAfter = "2";
        Kind = (code ?? Response.StatusCode) switch
        {
            StatusCodes.Status403Forbidden => "Forbidden",
            StatusCodes.Status404NotFound => "NotFound",
            StatusCodes.Status413PayloadTooLarge => "TooLarge",
            StatusCodes.Status429TooManyRequests => "TooMany",
            StatusCodes.Status503ServiceUnavailable => "Busy",
            >= 400 and < 500 => "BadRequest",
            _ => "Failure",
        };
        return PageOr("_Problem");
    }
}
