using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Cardio.Site.Features.Reference;

/// <summary>One operation and where it is asked.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The address, with its parameters in braces.</param>
/// <param name="About">What the document says of it.</param>
internal sealed record Operation(string Method, string Path, OpenApiOperation About)
{
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }; // Razor encodes it

    /// <summary>A call to try on a command line.</summary>
    public string Curl(string origin)
    {
        var call = "curl -H \"Authorization: Bearer $CARDIO_KEY\"";
        if (Method != "GET") call += $" -X {Method}";
        if (About.RequestBody?.Content is { Count: > 0 } content)
            call += $" \\\n  -H \"Content-Type: {content.First().Key}\" \\\n  {(content.First().Key.EndsWith("json", StringComparison.Ordinal) ? $"-d '{Example(content.First().Value)}'" : "--data-binary @patients.csv")}";
        return $"{call} \\\n  {origin}{Path}";
    }

    private static string Example(OpenApiMediaType content) =>
        (content.Example ?? (content.Schema is { } schema ? SampleValue.FromSchema(schema) : null) ?? new JsonObject()).ToJsonString(OneLine);
}
