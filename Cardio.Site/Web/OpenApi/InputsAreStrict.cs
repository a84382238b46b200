using Cardio.Site.Web.Api;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cardio.Site.Web.OpenApi;

/// <summary>
/// Documents that inputs allow no additional members and no nulls. Their C# properties are nullable only because a form may be incomplete.
/// </summary>
internal sealed class InputsAreStrict : IOpenApiSchemaTransformer, IOpenApiDocumentTransformer
{
    /// <inheritdoc/>
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonPropertyInfo is null && context.JsonTypeInfo.Type.GetInterfaces().Any(IsInput))
            schema.AdditionalPropertiesAllowed = false;
        return Task.CompletedTask;
    }

    /// <summary>Removes null from the members; the generator adds it to enumerations only after the schema transformers.</summary>
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var inputs = document.Components?.Schemas?.Values.OfType<OpenApiSchema>().Where(schema => !schema.AdditionalPropertiesAllowed);
        foreach (var input in inputs ?? [])
            foreach (var (name, member) in input.Properties!.ToList()) input.Properties![name] = WithoutNull(member);
        return Task.CompletedTask;
    }

    private static bool IsInput(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IJsonInput<>);

    private static IOpenApiSchema WithoutNull(IOpenApiSchema member)
    {
        if (member.OneOf?.FirstOrDefault(choice => choice.Type != JsonSchemaType.Null) is { } only) return only;
        if (member is OpenApiSchema { Type: { } type } schema) schema.Type = type & ~JsonSchemaType.Null;
        return member;
    }
}
