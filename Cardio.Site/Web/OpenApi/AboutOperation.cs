using System.Globalization;
using Cardio.Site.Web.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cardio.Site.Web.OpenApi;

/// <summary>Gives each operation a name and a group that stay, from its address where it names none itself, and tells which scope it asks for.</summary>
internal sealed class AboutOperation : IOpenApiOperationTransformer
{
    /// <inheritdoc/>
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var endpoint = context.Description.ActionDescriptor.EndpointMetadata;
        var path = context.Description.RelativePath!.Split('/')[2..]; // behind api/v1
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
        var key = scopes.Count > 0 ? $"The key needs the scope `{string.Join("`, `", scopes)}`, and its account the role doctor." : "Any key may ask.";
        operation.Description = string.IsNullOrWhiteSpace(operation.Description) ? key : $"{operation.Description} {key}";
        return Task.CompletedTask;
    }

    /// <summary><c>outcome</c> → <c>Outcome</c>, <c>{id}</c> → <c>ById</c>.</summary>
    private static string Word(string part) =>
        part.StartsWith('{') ? $"By{Capital(part.Trim('{', '}'))}" : string.Concat(part.Split('-').Select(Capital));

    private static string Capital(string word) => string.Create(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(word[0])}{word[1..]}");
}
