using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cardio.Site.Web.Api;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cardio.Site.Web.OpenApi;

/// <summary>
/// Corrects the schemas of enumerations: the generator omits their type, and lists null as a value of optional ones, although the member
/// itself is already marked as optional.
/// </summary>
internal sealed class EnumsAreWords : IOpenApiSchemaTransformer
{
    /// <inheritdoc/>
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.ParameterDescription?.ParameterDescriptor is IParameterInfoParameterDescriptor { ParameterInfo: var parameter }
            && parameter.GetCustomAttribute<ChoiceAttribute>() is { } choice)
            schema.Enum = [.. Enum.GetNames(choice.Type).Select(JsonNamingPolicy.CamelCase.ConvertName).Select(word => (JsonNode)word)];
        if (!(Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type).IsEnum) return Task.CompletedTask;
        schema.Type = JsonSchemaType.String;
        schema.Enum = [.. (schema.Enum ?? []).Where(word => word is not null && !word.IsJsonNullSentinel())];
        return Task.CompletedTask;
    }
}
