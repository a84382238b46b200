using Cardio.Site.Web.Api;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cardio.Site.Web.OpenApi;

/// <summary>What programs send has no further members; a member is there with a value, or is left out. The inputs are nullable for the form's sake.</summary>
internal sealed class InputsAreStrict : IOpenApiSchemaTransformer, IOpenApiDocumentTransformer
{
    /// <inheritdoc/>
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonPropertyInfo is null && context.JsonTypeInfo.Type.GetInterfaces().Any(IsInput)) schema.AdditionalPropertiesAllowed = false;
        return Task.CompletedTask;
    }

    /// <summary>The generator adds null to the choices of a member only here.</summary>
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var input in document.Components?.Schemas?.Values.OfType<OpenApiSchema>().Where(schema => !schema.AdditionalPropertiesAllowed) ?? [])
            foreach (var (name, member) in input.Properties!.ToList()) input.Properties![name] = WithoutNull(member);
        return Task.CompletedTask;
    }

    private static bool IsInput(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IJsonInput<>);

    private static IOpenApiSchema WithoutNull(IOpenApiSchema member)
    {
        if (member.OneOf?.FirstOrDefault(one => one.Type != JsonSchemaType.Null) is { } only) return only;
        if (member is OpenApiSchema { Type: { } type } schema) schema.Type = type & ~JsonSchemaType.Null;
        return member;
    }
}
