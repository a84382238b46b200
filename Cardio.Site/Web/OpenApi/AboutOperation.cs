using System.Globalization;
using Cardio.Site.Web.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cardio.Site.Web.OpenApi;

/// <summary>Derives missing operation ids and tags from the path, and adds the required scope to the description.</summary>
internal sealed class AboutOperation : IOpenApiOperationTransformer
{
    /// <inheritdoc/>
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var endpoint = context.Description.ActionDescriptor.EndpointMetadata;
        var path = context.Description.RelativePath!.Split('/')[2..]; // after api/v1
        operation.OperationId ??= context.Description.HttpMethod!.ToLowerInvariant() + string.Concat(path.Select(Word));
        if (!endpoint.OfType<ITagsMetadata>().Any() && context.Document is { } document)
        {
            document.Tags ??= new HashSet<OpenApiTag>();
            document.Tags.Add(new() { Name = path[0] });
            operation.Tags = new HashSet<OpenApiTagReference> { new(path[0], document) };
        }
        var scopes = endpoint.OfType<AuthorizationPolicy>()
            .SelectMany(policy => policy.Requirements).OfType<ClaimsAuthorizationRequirement>()
            .Where(claim => claim.ClaimType == ApiGroup.ScopeClaim)
            .SelectMany(claim => claim.AllowedValues ?? []).ToList();
        var key = scopes.Count > 0
            ? $"The key needs the scope `{string.Join("`, `", scopes)}`, and its account the role doctor."
            : "Any key is accepted.";
        operation.Description = string.IsNullOrWhiteSpace(operation.Description) ? key : $"{operation.Description} {key}";
        return Task.CompletedTask;
    }

    /// <summary>Turns a path segment into a word: <c>outcome</c> → <c>Outcome</c>, <c>{id}</c> → <c>ById</c>.</summary>
    private static string Word(string part) =>
        part.StartsWith('{') ? $"By{Capital(part.Trim('{', '}'))}" : string.Concat(part.Split('-').Select(Capital));

    private static string Capital(string word) =>
        string.Create(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(word[0])}{word[1..]}");
}
