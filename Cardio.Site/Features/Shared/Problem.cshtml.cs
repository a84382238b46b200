using System.Diagnostics;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Features.Shared;

/// <summary>Shows an error page, or a notice for htmx.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
internal sealed class ProblemModel : FeaturePage
{
    /// <summary>Kind of the error, which selects the texts.</summary>
    public ProblemKind Kind { get; private set; } = ProblemKind.Failure;

    /// <summary>Trace identifier to search for in the log.</summary>
    public string TraceId => Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;

    public IActionResult OnGet(int? code) => Show(code);

    public IActionResult OnPost(int? code) => Show(code);

    private IActionResult Show(int? code)
    {
        if (Response.StatusCode == StatusCodes.Status503ServiceUnavailable && Response.Headers.RetryAfter.Count == 0)
            Response.Headers.RetryAfter = "2";
        Kind = (code ?? Response.StatusCode) switch
        {
            StatusCodes.Status403Forbidden => ProblemKind.Forbidden,
            StatusCodes.Status404NotFound => ProblemKind.NotFound,
            StatusCodes.Status413PayloadTooLarge => ProblemKind.TooLarge,
            StatusCodes.Status429TooManyRequests => ProblemKind.TooMany,
            StatusCodes.Status503ServiceUnavailable => ProblemKind.Busy,
            >= 400 and < 500 => ProblemKind.BadRequest,
            _ => ProblemKind.Failure,
        };
        return PageOr("_Problem");
    }
}

/// <summary>Kind of an error page; part of the resource keys of its texts.</summary>
internal enum ProblemKind
{
    /// <summary>The request could not be read.</summary>
    BadRequest,

    /// <summary>The user lacks the role.</summary>
    Forbidden,

    /// <summary>The page does not exist for this user.</summary>
    NotFound,

    /// <summary>The body exceeds the size limit.</summary>
    TooLarge,

    /// <summary>The client sent too many requests.</summary>
    TooMany,

    /// <summary>The site is overloaded or the database is unavailable.</summary>
    Busy,

    /// <summary>The site failed.</summary>
    Failure,
}
