using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cardio.Site.Tests.Support;

/// <summary>An endpoint of the site: a method, a route pattern and, for a page, one of its handlers.</summary>
public sealed record SiteRoute(string Method, string Pattern, string? Handler)
{
    /// <summary>Such as <c>POST /assessments/new?handler=Classify</c>.</summary>
    public override string ToString() => $"{Method} {Pattern}{(Handler is null ? "" : $"?handler={Handler}")}";

    public bool IsSafe => Method is "GET" or "HEAD" or "OPTIONS";

    /// <summary>The path with the values of its route parameters.</summary>
    public string Path(IReadOnlyDictionary<string, string> values)
    {
        var path = Pattern;
        foreach (var (name, value) in values)
            path = System.Text.RegularExpressions.Regex.Replace(path, $@"\{{{name}(:[^}}]*)?\??\}}", value);
        return Handler is null ? path : $"{path}?handler={Handler}";
    }

    /// <summary>Every route of the site except static files, from its endpoint data source.</summary>
    public static async Task<IReadOnlyList<SiteRoute>> AllAsync(IServiceProvider services)
    {
        var routes = new HashSet<SiteRoute>();
        foreach (var endpoint in services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var pattern = $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}";
            if (IsStaticAsset(endpoint) || pattern.EndsWith(":file}", StringComparison.Ordinal)) continue;
            var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"];
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
            {
                var compiled = await services.GetRequiredService<PageLoader>().LoadAsync(page, EndpointMetadataCollection.Empty);
                routes.Add(new("GET", pattern, null)); // a page without a GET handler is rendered too
                foreach (var handler in compiled.HandlerMethods)
                    routes.Add(new(handler.HttpMethod.ToUpperInvariant(), pattern, handler.Name));
            }
            else
            {
                foreach (var method in methods) routes.Add(new(method, pattern, null));
            }
        }
        return
        [
            .. routes.OrderBy(route => route.Pattern, StringComparer.Ordinal)
                .ThenBy(route => route.ToString(), StringComparer.Ordinal),
        ];
    }

    private static bool IsStaticAsset(RouteEndpoint endpoint) =>
        endpoint.Metadata.Any(data => data.GetType().Name.StartsWith("StaticAsset", StringComparison.Ordinal));
}
