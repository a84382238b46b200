using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cardio.Site.Web.Pages;

internal static class PageMethods
{
    /// <summary>
    /// Answers 405 for other methods than GET, HEAD and POST on pages, because Razor Pages would render the page for any method. Rejects
    /// TRACE everywhere.
    /// </summary>
    public static void RejectOtherMethods(this WebApplication app) => app.Use((http, next) =>
    {
        var method = http.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsPost(method)) return next(http);
        if (!IsPage(http) && !HttpMethods.IsTrace(method)) return next(http);
        http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        http.Response.Headers.Allow = "GET, HEAD, POST";
        return Task.CompletedTask;
    });

    /// <summary>Whether the endpoint of the request is a Razor page.</summary>
    public static bool IsPage(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<PageActionDescriptor>() is not null;
}
