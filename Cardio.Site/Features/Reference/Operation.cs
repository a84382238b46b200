using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Cardio.Site.Features.Reference;

/// <summary>An operation of the API.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path template, with parameters in braces.</param>
/// <param name="About">The operation in the OpenAPI document.</param>
internal sealed record Operation(string Method, string Path, OpenApiOperation About)
{
    // Safe, because Razor encodes the result.
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns an example call for a command line.</summary>
    public string Curl(string origin)
    {
        var call = "curl -H \"Authorization: Bearer $CARDIO_KEY\"";
        if (Method != "GET") call += $" -X {Method}";
        if (About.RequestBody?.Content is { Count: > 0 } contents)
        {
            var (type, content) = contents.First();
            var body = type.EndsWith("json", StringComparison.Ordinal) ? $"-d '{Example(content)}'" : "--data-binary @patients.csv";
            call += $" \\\n  -H \"Content-Type: {type}\" \\\n  {body}";
        }
        return $"{call} \\\n  {origin}{Path}";
    }

    private static string Example(OpenApiMediaType content) =>
        (content.Example ?? (content.Schema is { } schema ? SampleValue.FromSchema(schema) : null) ?? new JsonObject())
            .ToJsonString(OneLine);
}
