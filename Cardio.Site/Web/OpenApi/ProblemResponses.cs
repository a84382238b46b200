using System.Globalization;
using Cardio.Site.Web.Api;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cardio.Site.Web.OpenApi;

/// <summary>Adds the refusals that the site itself answers with, all of one shape, so that no endpoint has to list them.</summary>
internal sealed class ProblemResponses : IOpenApiOperationTransformer
{
    private const string Shape = "Problem";

    private static readonly Dictionary<int, string> Always = new()
    {
        [StatusCodes.Status401Unauthorized] = "There is no key, or it is not good.",
        [StatusCodes.Status403Forbidden] = "The key lacks the scope, or the request came by plain http.",
        [StatusCodes.Status429TooManyRequests] = "Too many requests of this account.",
        [StatusCodes.Status503ServiceUnavailable] = "The site is busy, or no model is loaded.",
    };

    private static readonly Dictionary<int, string> WithBody = new()
    {
        [StatusCodes.Status400BadRequest] = "The body cannot be read.",
        [StatusCodes.Status413PayloadTooLarge] = "The body is larger than the site takes.",
        [StatusCodes.Status415UnsupportedMediaType] = "The body is of another media type.",
        [StatusCodes.Status422UnprocessableEntity] = "A value is missing or wrong; each is named.",
    };

    /// <inheritdoc/>
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var document = context.Document!;
        if (document.Components?.Schemas?.ContainsKey(Shape) != true)
            document.AddComponent<IOpenApiSchema>(Shape, await context.GetOrCreateSchemaAsync(typeof(ProblemBody), null, cancellationToken));
        foreach (var (status, sentence) in Always) Add(status, sentence);
        if (operation.Parameters?.Any(parameter => parameter.In == ParameterLocation.Path) == true)
            Add(StatusCodes.Status404NotFound, "There is no such thing, or it is not the account's to see.");
        if (operation.Parameters?.Any(parameter => parameter.In == ParameterLocation.Query) == true)
        {
            Add(StatusCodes.Status400BadRequest, "A parameter cannot be read.");
            Add(StatusCodes.Status422UnprocessableEntity, "A parameter is out of its range; each is named.");
        }
        foreach (var (status, sentence) in operation.RequestBody is null ? [] : WithBody) Add(status, sentence);
        foreach (var refusal in context.Description.ActionDescriptor.EndpointMetadata.OfType<Refusal>()) Add(refusal.Status, refusal.Sentence);

        void Add(int status, string sentence)
        {
            operation.Responses ??= [];
            operation.Responses[status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = sentence,
                Content = new Dictionary<string, OpenApiMediaType> { [Problem.ContentType] = new() { Schema = new OpenApiSchemaReference(Shape, document) } },
                Headers = status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable or StatusCodes.Status409Conflict
                    ? new Dictionary<string, IOpenApiHeader> { ["Retry-After"] = new OpenApiHeader { Description = "Seconds after which to come again.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer } } }
                    : null,
            };
        }
    }
}

/// <summary>Tells the document of a refusal that only some endpoints answer with.</summary>
/// <param name="Status">The status of HTTP.</param>
/// <param name="Sentence">When it is.</param>
internal sealed record Refusal(int Status, string Sentence);
