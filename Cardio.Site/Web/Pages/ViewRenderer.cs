using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Cardio.Site.Web.Pages;

/// <summary>Draws a view where there is no request, for files that a verb writes.</summary>
internal sealed class ViewRenderer(IRazorViewEngine engine, ITempDataProvider tempData, IServiceScopeFactory scopes)
{
    /// <summary>The view's text, in the current culture.</summary>
    /// <exception cref="InvalidOperationException">There is no such view.</exception>
    public async Task<string> RenderAsync<T>(string path, T model)
    {
        await using var scope = scopes.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        var view = engine.GetView(null, path, isMainPage: true).EnsureSuccessful(null).View!;
        await using var text = new StringWriter();
        var data = new ViewDataDictionary<T>(new EmptyModelMetadataProvider(), new ModelStateDictionary()) { Model = model };
        var context = new ViewContext(
            new ActionContext(http, new RouteData(), new ActionDescriptor()), view, data, new TempDataDictionary(http, tempData), text, new HtmlHelperOptions());
        await view.RenderAsync(context);
        return text.ToString();
    }
}
