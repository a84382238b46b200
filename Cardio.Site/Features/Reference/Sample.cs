using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Cardio.Site.Features.Reference;

/// <summary>A value that a schema lets in, for an example where the document has none.</summary>
internal static class SampleValue
{
    /// <summary>Shapes that hold themselves end there.</summary>
    private const int Deepest = 5;

    /// <summary>The document's own example, or one made of values in the middle of their ranges.</summary>
    public static JsonNode? FromSchema(IOpenApiSchema schema, int depth = 0)
    {
        if (depth > Deepest) return null;
        if (schema.Examples is [{ } example, ..]) return example.DeepClone();
        if (schema.Enum is [{ } word, ..]) return word.DeepClone();
        if (schema.OneOf is { Count: > 0 } choices) return FromSchema(choices[^1], depth + 1);
        if (schema.Items is { } items) return new JsonArray(FromSchema(items, depth + 1));
        if (schema.Properties is { Count: > 0 } members)
            return new JsonObject(members.Where(member => !member.Value.ReadOnly).Select(member => KeyValuePair.Create(member.Key, FromSchema(member.Value, depth + 1))));
        var type = schema.Type & ~JsonSchemaType.Null;
        return type is JsonSchemaType.Boolean ? JsonValue.Create(false)
            : type is JsonSchemaType.Integer or JsonSchemaType.Number ? JsonValue.Create(Middle(schema))
            : type is JsonSchemaType.Object ? new JsonObject()
            : JsonValue.Create(schema.Format == "date" ? "2026-11-20" : "…");
    }

    private static decimal Middle(IOpenApiSchema schema) => decimal.Floor((Number(schema.Minimum) + Number(schema.Maximum ?? schema.Minimum)) / 2);

    private static decimal Number(string? text) => decimal.Parse(text ?? "0", NumberStyles.Float, CultureInfo.InvariantCulture);
}
