using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Cardio.Site.Features.Reference;

/// <summary>Creates a valid value of a schema, for operations without an example in the document.</summary>
internal static class SampleValue
{
    /// <summary>Maximum depth, which ends the recursion of recursive schemas.</summary>
    private const int MaximumDepth = 5;

    /// <summary>Returns the example of the schema, or one with values in the middle of their ranges.</summary>
    public static JsonNode? FromSchema(IOpenApiSchema schema, int depth = 0)
    {
        if (depth > MaximumDepth) return null;
        if (schema.Examples is [{ } example, ..]) return example.DeepClone();
        if (schema.Enum is [{ } word, ..]) return word.DeepClone();
        if (schema.OneOf is { Count: > 0 } choices) return FromSchema(choices[^1], depth + 1);
        if (schema.Items is { } items) return new JsonArray(FromSchema(items, depth + 1));
        if (schema.Properties is { Count: > 0 } members)
        {
            return new JsonObject(
                from member in members
                where !member.Value.ReadOnly
                select KeyValuePair.Create(member.Key, FromSchema(member.Value, depth + 1)));
        }
        var type = schema.Type & ~JsonSchemaType.Null;
        return type is JsonSchemaType.Boolean ? JsonValue.Create(false)
            : type is JsonSchemaType.Integer or JsonSchemaType.Number ? JsonValue.Create(Middle(schema))
            : type is JsonSchemaType.Object ? new JsonObject()
            : JsonValue.Create(schema.Format == "date" ? "2026-11-20" : "…");
    }

    private static decimal Middle(IOpenApiSchema schema) =>
        decimal.Floor((Number(schema.Minimum) + Number(schema.Maximum ?? schema.Minimum)) / 2);

    private static decimal Number(string? text) => decimal.Parse(text ?? "0", NumberStyles.Float, CultureInfo.InvariantCulture);
}
