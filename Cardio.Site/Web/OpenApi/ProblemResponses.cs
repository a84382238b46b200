using System.Globalization;
using Cardio.Site.Web.Api;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cardio.Site.Web.OpenApi;

/// <summary>Adds the error responses that every endpoint shares, so that no endpoint lists them.</summary>
internal sealed class ProblemResponses : IOpenApiOperationTransformer
{
    private const string Shape = "Problem";

    private static readonly Dictionary<int, string> Always = new()
    {
        [StatusCodes.Status401Unauthorized] = "Missing or invalid API key.",
        [StatusCodes.Status403Forbidden] = "The key lacks the required scope, or the request did not use HTTPS.",
        [StatusCodes.Status429TooManyRequests] = "Too many requests from this client.",
        [StatusCodes.Status503ServiceUnavailable] = "The site is overloaded, or no model is loaded.",
    };

    private static readonly Dictionary<int, string> WithBody = new()
    {
        [StatusCodes.Status400BadRequest] = "The body cannot be read.",
        [StatusCodes.Status413PayloadTooLarge] = "The body exceeds the size limit.",
        [StatusCodes.Status415UnsupportedMediaType] = "The media type of the body is not supported.",
        [StatusCodes.Status422UnprocessableEntity] = "Values are missing or invalid; errors lists each.",
    };

    /// <inheritdoc/>
    public async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var document = context.Document!;
        if (document.Components?.Schemas?.ContainsKey(Shape) != true)
        {
            var schema = await context.GetOrCreateSchemaAsync(typeof(ProblemBody), null, cancellationToken);
            document.AddComponent<IOpenApiSchema>(Shape, schema);
        }
        foreach (var (status, sentence) in Always) Add(status, sentence);
        if (operation.Parameters?.Any(parameter => parameter.In == ParameterLocation.Path) == true)
            Add(StatusCodes.Status404NotFound, "The resource does not exist, or belongs to another account.");
        if (operation.Parameters?.Any(parameter => parameter.In == ParameterLocation.Query) == true)
        {
            Add(StatusCodes.Status400BadRequest, "A parameter cannot be read.");
            Add(StatusCodes.Status422UnprocessableEntity, "Parameters are invalid; errors lists each.");
        }
        foreach (var (status, sentence) in operation.RequestBody is null ? [] : WithBody) Add(status, sentence);
        foreach (var refusal in context.Description.ActionDescriptor.EndpointMetadata.OfType<Refusal>())
            Add(refusal.Status, refusal.Sentence);

        void Add(int status, string sentence)
        {
            operation.Responses ??= [];
            operation.Responses[status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = sentence,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [Problem.ContentType] = new() { Schema = new OpenApiSchemaReference(Shape, document) },
                },
                Headers = HasRetryAfter(status) ? new Dictionary<string, IOpenApiHeader> { ["Retry-After"] = RetryAfter() } : null,
            };
        }
    }

    private static bool HasRetryAfter(int status) => status is
        StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable or StatusCodes.Status409Conflict;

    private static OpenApiHeader RetryAfter() =>
        new() { Description = "Seconds to wait before retrying.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer } };
}

/// <summary>Endpoint metadata: documents an error response that only some endpoints have.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Sentence">When the endpoint answers with it.</param>
internal sealed record Refusal(int Status, string Sentence);
