using System.Text.Json;
using System.Text.RegularExpressions;
using Cardio.Site.Data.Connections;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Web.Api;

/// <summary>Whatever comes to nothing where programs ask is told as problem details, also what the framework refuses by itself.</summary>
internal static partial class ApiErrors
{
    /// <summary>Stands behind the choice of the language, and before all that refuses.</summary>
    public static void UseApiErrors(this WebApplication app) => app.UseWhen(ApiClient.Ask, api =>
    {
        api.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = ExplainAsync,
            SuppressDiagnosticsCallback = failed => failed.Exception is BadHttpRequestException, // the program's fault, and told to it
        });
        api.UseStatusCodePages(page => new Problem(page.HttpContext.Response.StatusCode).ExecuteAsync(page.HttpContext));
    });

    /// <summary>
    /// What no feature mapped is told as such to whoever has a key: an address that is not there, and what routing refuses by an endpoint of
    /// its own (a method, a media type). Stands before authorization, which would ask for a session.
    /// </summary>
    public static void UseApiRefusals(this WebApplication app) => app.UseWhen(ApiGroup.IsAsked, api => api.Use(async (http, next) =>
    {
        var endpoint = http.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<IAuthorizeData>() is not null)
        {
            if (http.Request.Headers.ContentEncoding.Count == 0) await next(http);
            else await new Problem(StatusCodes.Status415UnsupportedMediaType).ExecuteAsync(http); // nobody would take it apart
        }
        else if (!(await http.AuthenticateAsync(ApiGroup.Scheme)).Succeeded) await http.ChallengeAsync(ApiGroup.Scheme);
        else if (endpoint?.RequestDelegate is { } refuse) await refuse(http);
        else await RefuseAsync(http);
    }));

    /// <summary>Routing tells a wrong method only where nothing else could answer it, and the static files could answer any address.</summary>
    private static Task RefuseAsync(HttpContext http)
    {
        var methods = http.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith(ApiGroup.Base, StringComparison.Ordinal) && Fits(endpoint, http.Request.Path))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods).Distinct().ToList();
        if (methods.Count == 0 || methods.Contains(http.Request.Method)) return new Problem(StatusCodes.Status404NotFound).ExecuteAsync(http);
        http.Response.Headers.Allow = string.Join(", ", methods);
        return new Problem(StatusCodes.Status405MethodNotAllowed).ExecuteAsync(http);
    }

    private static bool Fits(RouteEndpoint endpoint, PathString path) =>
        new TemplateMatcher(TemplateParser.Parse(endpoint.RoutePattern.RawText!), []).TryMatch(path, []);

    private static Task ExplainAsync(HttpContext http) => FromException(http, http.Features.Get<IExceptionHandlerFeature>()!.Error).ExecuteAsync(http);

    private static Problem FromException(HttpContext http, Exception failure) => failure switch
    {
        BadHttpRequestException bad => new(bad.StatusCode) { Errors = Parameter(http, bad.Message) },
        _ when TransientDatabaseErrors.Explains(failure) => new(StatusCodes.Status503ServiceUnavailable),
        _ => new(StatusCodes.Status500InternalServerError),
    };

    /// <summary>The framework names the parameter that it cannot read in its message alone.</summary>
    private static IReadOnlyList<ApiError> Parameter(HttpContext http, string message) => Unbound().Match(message) is { Success: true } match
        ? [ApiError.OfParameter(JsonNamingPolicy.CamelCase.ConvertName(match.Groups["name"].Value), http.RequestServices.GetRequiredService<IStringLocalizer<ApiText>>()["NotReadable"])]
        : [];

    [GeneratedRegex("""^Failed to bind parameter "[^"]*?(?<name>\w+)" from """)]
    private static partial Regex Unbound();
}
