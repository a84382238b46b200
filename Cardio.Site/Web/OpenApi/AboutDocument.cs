using Cardio.Site.Web.Api;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cardio.Site.Web.OpenApi;

/// <summary>What holds for the whole document: its name, its licence and how a program signs in.</summary>
internal sealed class AboutDocument : IOpenApiDocumentTransformer
{
    /// <summary>Name of the way to sign in.</summary>
    public const string Bearer = "bearer";

    /// <summary>What each group of operations is about, by the first part of its address.</summary>
    private static readonly Dictionary<string, string> Groups = new()
    {
        ["assessments"] = "Patients who were assessed, as the doctor finds them in the history.",
        ["batches"] = "Many patients in one file.",
        ["model"] = "The model that answers.",
        ["scores"] = "Estimates of which nothing is kept.",
    };

    /// <inheritdoc/>
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new()
        {
            Title = "Cardio",
            Version = "1",
            Description = "The probability that a patient has cardiovascular disease now, with its reasons and its limits. Decision support, not a diagnosis: the doctor decides. "
                + "Words in answers follow Accept-Language (en, pt-BR). Every refusal is problem details, with what is wrong and where in errors. Each answer tells in RateLimit what is left; after 429 and 503 wait as Retry-After says. "
                + "An assessment comes with an ETag: as If-None-Match it gives 304 while nothing changed. A list's header Link leads to the next page.",
            License = new() { Name = "MIT", Identifier = "MIT" },
        };
        foreach (var server in document.Servers ?? []) server.Url = server.Url?.TrimEnd('/'); // paths begin with a slash
        document.AddComponent(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = $"A program's key, which an administrator makes. What it may do stands in its scopes: {string.Join(", ", ApiGroup.Scopes)}.",
        });
        document.Security = [new() { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
        var used = document.Paths.Values.SelectMany(path => path.Operations ?? []).SelectMany(operation => operation.Value.Tags ?? new HashSet<OpenApiTagReference>());
        document.Tags = used.Select(tag => tag.Name!).Distinct().Order(StringComparer.Ordinal).Select(name => new OpenApiTag { Name = name, Description = Groups.GetValueOrDefault(name) }).ToHashSet();
        return Task.CompletedTask;
    }
}
