using Cardio.Site.Web.Api;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cardio.Site.Web.OpenApi;

/// <summary>Adds the title, the licence, the authentication scheme and the tags to the OpenAPI document.</summary>
internal sealed class AboutDocument : IOpenApiDocumentTransformer
{
    /// <summary>Name of the security scheme.</summary>
    public const string Bearer = "bearer";

    /// <summary>Descriptions of the tags.</summary>
    private static readonly Dictionary<string, string> TagDescriptions = new()
    {
        ["assessments"] = "Stored assessments, as the doctor sees them in the history.",
        ["batches"] = "Files with many patients, assessed in the background.",
        ["model"] = "The model in use.",
        ["scores"] = "Estimates that are not stored.",
    };

    /// <inheritdoc/>
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new()
        {
            Title = "Cardio",
            Version = "1",
            Description = "The probability that a patient has cardiovascular disease now, with its reasons and its limits. "
                + "Decision support, not a diagnosis: the doctor decides. "
                + "Texts in responses follow Accept-Language (en, pt-BR). "
                + "Every error is problem details; its errors member lists each invalid member or parameter. "
                + "The RateLimit header of each response gives the requests left; after 429 or 503, wait as Retry-After says. "
                + "An assessment has an ETag: sent as If-None-Match, it gives 304 while nothing has changed. "
                + "The Link header of a list leads to the next page.",
            License = new() { Name = "MIT", Identifier = "MIT" },
        };
        foreach (var server in document.Servers ?? []) server.Url = server.Url?.TrimEnd('/'); // paths begin with a slash
        document.AddComponent(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description =
                $"An API key, created by an administrator. Its scopes define its permissions: {string.Join(", ", ApiGroup.Scopes)}.",
        });
        document.Security = [new() { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
        var used = document.Paths.Values
            .SelectMany(path => path.Operations ?? [])
            .SelectMany(operation => operation.Value.Tags ?? new HashSet<OpenApiTagReference>());
        document.Tags = used.Select(tag => tag.Name!).Distinct().Order(StringComparer.Ordinal)
            .Select(name => new OpenApiTag { Name = name, Description = TagDescriptions.GetValueOrDefault(name) })
            .ToHashSet();
        return Task.CompletedTask;
    }
}
