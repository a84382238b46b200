using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Primitives;

namespace Cardio.Site.Web.Api;

/// <summary>
/// Rejects unknown, repeated and malformed query parameters, and names each: a misspelled parameter must never be treated as missing.
/// The known parameters come from the endpoint, as in the OpenAPI document.
/// </summary>
internal sealed class QueryParameters(IApiDescriptionGroupCollectionProvider descriptions, IStringLocalizer<ApiText> words)
{
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, Type>> _byEndpoint = new();

    /// <summary>Returns the errors of a query string; empty if it is valid.</summary>
    public IReadOnlyList<ApiError> Check(Endpoint endpoint, IQueryCollection query)
    {
        var known = Known(endpoint);
        return [.. query.Select(parameter => FindError(known, parameter.Key, parameter.Value)).OfType<ApiError>()];
    }

    /// <summary>Returns the error of one parameter that arrived outside the query string, such as in a form; null if it is valid.</summary>
    public ApiError? Check(Endpoint endpoint, string name, string value) => FindError(Known(endpoint), name, value);

    private ApiError? FindError(IReadOnlyDictionary<string, Type> known, string name, StringValues values)
    {
        string? sentence =
            known.Count == 0 ? words["NoParameters"]
            : !known.TryGetValue(name, out var type) ? words["UnknownParameter", string.Join(", ", known.Keys)]
            : values.Count > 1 ? words["ParameterTwice"]
            : Fits(values.ToString(), type) ? null
            : Expectation(type);
        return sentence is null ? null : ApiError.FromParameter(name, sentence);
    }

    private string Expectation(Type type) =>
        type == typeof(Guid) ? words["NotIdentifier"] : JsonValue.Expectation(type, words);

    private static bool Fits(string text, Type type) =>
        type == typeof(string)
        || (type == typeof(bool) ? bool.TryParse(text, out _)
            : type == typeof(int) ? int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            : type == typeof(Guid) ? Guid.TryParse(text, out _)
            : JsonValue.Read(text, type) is not null);

    private IReadOnlyDictionary<string, Type> Known(Endpoint endpoint) => _byEndpoint.GetOrAdd(Name(endpoint.Metadata), Describe);

    private Dictionary<string, Type> Describe(string endpoint) => descriptions.ApiDescriptionGroups.Items
        .SelectMany(group => group.Items)
        .Single(description => description.ActionDescriptor.EndpointMetadata is { } metadata
            && metadata.OfType<IEndpointNameMetadata>().LastOrDefault()?.EndpointName == endpoint)
        .ParameterDescriptions.Where(parameter => parameter.Source == BindingSource.Query)
        .ToDictionary(parameter => parameter.Name, TypeOf, StringComparer.OrdinalIgnoreCase);

    private static Type TypeOf(ApiParameterDescription parameter)
    {
        var declared = ((IParameterInfoParameterDescriptor)parameter.ParameterDescriptor).ParameterInfo;
        var type = declared.GetCustomAttribute<ChoiceAttribute>()?.Type ?? declared.ParameterType;
        return Nullable.GetUnderlyingType(type) ?? type;
    }

    private static string Name(EndpointMetadataCollection metadata) =>
        metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName
        ?? throw new InvalidOperationException("An endpoint of the API has no name.");
}

internal static class QueryParametersMiddleware
{
    /// <summary>Must come after authorization, so that only authorized clients learn about parameters.</summary>
    public static void UseApiQueryParameters(this WebApplication app) => app.UseWhen(ApiGroup.Contains, api => api.Use(async (http, next) =>
    {
        var parameters = http.RequestServices.GetRequiredService<QueryParameters>();
        var errors = http.Request.QueryString.HasValue && http.GetEndpoint() is { } endpoint
            ? parameters.Check(endpoint, http.Request.Query)
            : [];
        if (errors.Count == 0) await next(http);
        else await new Problem(StatusCodes.Status422UnprocessableEntity) { Errors = errors }.ExecuteAsync(http);
    }));
}
