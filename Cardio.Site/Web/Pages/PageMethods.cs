using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cardio.Site.Web.Pages;

internal static class PageMethods
{
    /// <summary>A page would answer any method with its own content; it knows reading and sending of a form, and refuses the rest. Nothing answers TRACE.</summary>
    public static void RefuseOtherMethods(this WebApplication app) => app.Use((http, next) =>
    {
        var method = http.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsPost(method)) return next(http);
        if (!IsPage(http) && !HttpMethods.IsTrace(method)) return next(http);
        http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        http.Response.Headers.Allow = "GET, HEAD, POST";
        return Task.CompletedTask;
    });

    /// <summary>Whether a page answers the request.</summary>
    public static bool IsPage(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<PageActionDescriptor>() is not null;
}
