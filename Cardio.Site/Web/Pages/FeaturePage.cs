using Cardio.Site.Web.Hosting;
using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cardio.Site.Web.Pages;

/// <summary>
/// Base of every page: one place that knows how a page answers htmx and how it answers a plain browser.
/// </summary>
public abstract class FeaturePage : PageModel
{
    /// <summary>Whether htmx asks for a fragment; a page that htmx restores from history is asked for whole.</summary>
    public bool WantsFragment => Request.IsHtmx() && !Request.IsHtmxHistoryRestoreRequest();

    /// <summary>
    /// The input is not valid: 422, and the form again with what was typed and what is wrong. The address stays that of the last valid
    /// input, whatever the form wants to push.
    /// </summary>
    protected IActionResult Invalid(string partial, object? model = null)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        if (WantsFragment) Response.Htmx(headers => headers.PreventPush());
        HttpContext.RequestServices.GetRequiredService<SiteMetrics>().Refused(PageContext.ActionDescriptor.ViewEnginePath);
        return PageOr(partial, model);
    }

    /// <summary>It is done: a fragment for htmx, a redirect for a plain browser.</summary>
    protected IActionResult Done(string partial, object model, string page, object routeValues) =>
        WantsFragment ? Partial(partial, model) : RedirectToPage(page, routeValues);

    /// <summary>The page, or the part of it that htmx asked for.</summary>
    /// <param name="partial">The part's view.</param>
    /// <param name="model">The part's model; the page itself where it is null.</param>
    protected IActionResult PageOr(string partial, object? model = null) => WantsFragment ? Partial(partial, model ?? this) : Page();
}
