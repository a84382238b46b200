using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cardio.Site.Web.OpenApi;

/// <summary>Adds the refusals that the site itself answers with, all of one shape, so that no endpoint has to list them.</summary>
internal sealed class ProblemResponses : IOpenApiOperationTransformer
{
    private const string Shape = "ProblemDetails";
    private const string ValidationShape = "ValidationProblemDetails";
    private const string MediaType = "application/problem+json";

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
        await AddShapeAsync<ProblemDetails>(Shape);
        foreach (var (status, sentence) in Always) Add(status, sentence);
        if (operation.Parameters?.Any(parameter => parameter.In == ParameterLocation.Path) == true)
            Add(StatusCodes.Status404NotFound, "There is no such thing, or it is not the account's to see.");
        if (operation.RequestBody is null) return;
        await AddShapeAsync<HttpValidationProblemDetails>(ValidationShape);
        foreach (var (status, sentence) in WithBody) Add(status, sentence);

        async Task AddShapeAsync<T>(string name)
        {
            if (document.Components?.Schemas?.ContainsKey(name) == true) return;
            document.AddComponent<IOpenApiSchema>(name, await context.GetOrCreateSchemaAsync(typeof(T), null, cancellationToken));
        }

        void Add(int status, string sentence)
        {
            var shape = status == StatusCodes.Status422UnprocessableEntity ? ValidationShape : Shape;
            operation.Responses ??= [];
            operation.Responses[status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = sentence,
                Content = new Dictionary<string, OpenApiMediaType> { [MediaType] = new() { Schema = new OpenApiSchemaReference(shape, document) } },
                Headers = status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable
                    ? new Dictionary<string, IOpenApiHeader> { ["Retry-After"] = new OpenApiHeader { Description = "Seconds after which to come again, where they are known.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer } } }
                    : null,
            };
        }
    }
}
