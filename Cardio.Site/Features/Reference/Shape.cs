using System.Globalization;
using Microsoft.OpenApi;

namespace Cardio.Site.Features.Reference;

/// <summary>Describes a schema in a few words.</summary>
internal static class Shape
{
    /// <summary>Returns the name of a referenced schema, or of the items of a list; null for an inline schema.</summary>
    public static string? Name(IOpenApiSchema schema) => schema switch
    {
        OpenApiSchemaReference reference => reference.Reference.Id,
        { Items: { } items } => Name(items),
        { OneOf: { Count: > 0 } choices } => choices.Select(Name).FirstOrDefault(name => name is not null),
        _ => null,
    };

    /// <summary>Returns the JSON type and the format.</summary>
    public static string Type(IOpenApiSchema schema)
    {
        if (schema is OpenApiSchemaReference { Reference.Id: { } id }) return id;
        if (schema.OneOf is { Count: > 0 } choices) return string.Join(" | ", choices.Select(Type));
        if (schema.Items is { } items) return $"{Type(items)}[]";
        var types = Enum.GetValues<JsonSchemaType>()
            .Where(type => schema.Type?.HasFlag(type) == true)
            .Select(type => type.ToString().ToLowerInvariant());
        return string.Join(" | ", types) + (schema.Format is { } format ? $" ({format})" : "");
    }

    /// <summary>Returns the range or the allowed values; empty if the schema has none.</summary>
    public static string Limits(IOpenApiSchema schema) => string.Join(", ", Parts(schema));

    private static IEnumerable<string> Parts(IOpenApiSchema schema)
    {
        if (schema is OpenApiSchemaReference) yield break;
        if (schema.Minimum is { } minimum) yield return $"≥ {minimum}";
        if (schema.Maximum is { } maximum) yield return $"≤ {maximum}";
        if (schema.MaxLength is { } length) yield return string.Create(CultureInfo.InvariantCulture, $"≤ {length} characters");
        foreach (var choice in schema.Enum ?? []) yield return choice?.ToJsonString() ?? "null";
    }
}
