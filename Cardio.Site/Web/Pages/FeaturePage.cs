using Cardio.Site.Web.Hosting;
using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cardio.Site.Web.Pages;

/// <summary>Base of every page: decides whether to answer with a fragment (htmx) or a whole page (plain browser).</summary>
public abstract class FeaturePage : PageModel
{
    /// <summary>Whether htmx requests a fragment. When htmx restores its history, it needs the whole page.</summary>
    public bool WantsFragment => Request.IsHtmx() && !Request.IsHtmxHistoryRestoreRequest();

    /// <summary>
    /// Answers 422 with the form, what the user typed and the errors. The address bar keeps the last valid input, even if the form pushes
    /// its address.
    /// </summary>
    protected IActionResult Invalid(string partial, object? model = null)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        if (WantsFragment) Response.Htmx(headers => headers.PreventPush());
        var page = PageContext.ActionDescriptor.AttributeRouteInfo?.Template ?? "";
        HttpContext.RequestServices.GetRequiredService<SiteMetrics>().Refused($"/{page}");
        return PageOr(partial, model);
    }

    /// <summary>Answers a successful post: a fragment for htmx, a redirect for a plain browser.</summary>
    protected IActionResult Done(string partial, object model, string page, object routeValues) =>
        WantsFragment ? Partial(partial, model) : RedirectToPage(page, routeValues);

    /// <summary>Returns the partial view for htmx, otherwise the whole page.</summary>
    /// <param name="partial">Name of the partial view.</param>
    /// <param name="model">Model of the partial view; null for the page itself.</param>
    protected IActionResult PageOr(string partial, object? model = null) =>
        WantsFragment ? Partial(partial, model ?? this) : Page();
}
