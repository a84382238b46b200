using System.Text.Json;
using System.Text.RegularExpressions;
using Cardio.Site.Data.Connections;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Web.Api;

/// <summary>Turns every error of an API request into problem details, including those that the framework raises.</summary>
internal static partial class ApiErrors
{
    /// <summary>Must come after request localization, for the language, and before any middleware that rejects requests.</summary>
    public static void UseApiErrors(this WebApplication app) => app.UseWhen(ApiClient.IsCalling, api =>
    {
        api.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = ExplainAsync,
            SuppressDiagnosticsCallback = failed => failed.Exception is BadHttpRequestException, // reported to the client
        });
        api.UseStatusCodePages(page => new Problem(page.HttpContext.Response.StatusCode).ExecuteAsync(page.HttpContext));
    });

    /// <summary>
    /// Answers API requests that match no endpoint (unknown address, method or media type), but only to clients with a valid key. Must come
    /// before authorization, which would demand a session.
    /// </summary>
    public static void UseApiRefusals(this WebApplication app) => app.UseWhen(ApiGroup.Contains, api => api.Use(async (http, next) =>
    {
        var endpoint = http.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<IAuthorizeData>() is not null)
        {
            if (http.Request.Headers.ContentEncoding.Count == 0) await next(http);
            else await new Problem(StatusCodes.Status415UnsupportedMediaType).ExecuteAsync(http); // nothing decompresses it
        }
        else if (!(await http.AuthenticateAsync(ApiGroup.Scheme)).Succeeded) await http.ChallengeAsync(ApiGroup.Scheme);
        else if (endpoint?.RequestDelegate is { } reject) await reject(http);
        else await RejectAsync(http);
    }));

    /// <summary>
    /// Answers 405 or 404. Routing itself detects a wrong method only if no other endpoint matches, and the one for static files matches
    /// every address.
    /// </summary>
    private static Task RejectAsync(HttpContext http)
    {
        var methods = http.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith(ApiGroup.Base, StringComparison.Ordinal))
            .Where(endpoint => Fits(endpoint, http.Request.Path))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods)
            .Distinct()
            .ToList();
        if (methods.Count == 0 || methods.Contains(http.Request.Method))
            return new Problem(StatusCodes.Status404NotFound).ExecuteAsync(http);
        http.Response.Headers.Allow = string.Join(", ", methods);
        return new Problem(StatusCodes.Status405MethodNotAllowed).ExecuteAsync(http);
    }

    private static bool Fits(RouteEndpoint endpoint, PathString path) =>
        new TemplateMatcher(TemplateParser.Parse(endpoint.RoutePattern.RawText!), []).TryMatch(path, []);

    private static Task ExplainAsync(HttpContext http) =>
        FromException(http, http.Features.Get<IExceptionHandlerFeature>()!.Error).ExecuteAsync(http);

    private static Problem FromException(HttpContext http, Exception failure) => failure switch
    {
        BadHttpRequestException bad => new(bad.StatusCode) { Errors = ParameterErrors(http, bad.Message) },
        _ when TransientDatabaseErrors.Explains(failure) => new(StatusCodes.Status503ServiceUnavailable),
        _ => new(StatusCodes.Status500InternalServerError),
    };

    /// <summary>Finds the parameter that could not be bound in the framework's message, the only place that names it.</summary>
    private static IReadOnlyList<ApiError> ParameterErrors(HttpContext http, string message)
    {
        if (Unbound().Match(message) is not { Success: true } match) return [];
        var words = http.RequestServices.GetRequiredService<IStringLocalizer<ApiText>>();
        return [ApiError.FromParameter(JsonNamingPolicy.CamelCase.ConvertName(match.Groups["name"].Value), words["NotReadable"])];
    }

    [GeneratedRegex("""^Failed to bind parameter "[^"]*?(?<name>\w+)" from """)]
    private static partial Regex Unbound();
}
