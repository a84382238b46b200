using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Cardio.Site.Web.Pages;

/// <summary>Renders a view outside a request, for files that a command writes.</summary>
internal sealed class ViewRenderer(IRazorViewEngine engine, ITempDataProvider tempData, IServiceScopeFactory scopes)
{
    /// <summary>Renders a view in the current culture.</summary>
    /// <exception cref="InvalidOperationException">The view does not exist.</exception>
    public async Task<string> RenderAsync<T>(string path, T model)
    {
        await using var scope = scopes.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        var view = engine.GetView(null, path, isMainPage: true).EnsureSuccessful(null).View!;
        await using var text = new StringWriter();
        var data = new ViewDataDictionary<T>(new EmptyModelMetadataProvider(), new ModelStateDictionary()) { Model = model };
        var action = new ActionContext(http, new RouteData(), new ActionDescriptor());
        var context = new ViewContext(action, view, data, new TempDataDictionary(http, tempData), text, new HtmlHelperOptions());
        await view.RenderAsync(context);
        return text.ToString();
    }
}
