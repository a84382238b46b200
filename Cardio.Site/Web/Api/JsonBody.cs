using System.Text.Json;

namespace Cardio.Site.Web.Api;

/// <summary>
/// The body of a request as an input, or the answer that tells all that is wrong with it at once. Bytes are kept for whoever wants to know
/// whether two requests are the same.
/// </summary>
/// <typeparam name="T">The input.</typeparam>
internal sealed class JsonBody<T>
    where T : class, IJsonInput<T>
{
    private const int Utf8 = 65001;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8 };

    /// <summary>What is wrong, or null where <see cref="Value"/> is good.</summary>
    public Problem? Problem { get; private init; }

    /// <summary>The input, valid by its own rules.</summary>
    public T Value { get; private init; } = null!;

    /// <summary>As it was sent.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private init; }

    /// <summary>Reads the body; minimal APIs find this by its name.</summary>
    public static async ValueTask<JsonBody<T>> BindAsync(HttpContext http)
    {
        if (!http.Request.HasJsonContentType() || http.Request.GetTypedHeaders().ContentType!.Encoding is { CodePage: not Utf8 }) return new() { Problem = new(StatusCodes.Status415UnsupportedMediaType) };
        using var bytes = new MemoryStream();
        await http.Request.Body.CopyToAsync(bytes, http.RequestAborted);
        var sent = bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
        try
        {
            using var document = JsonDocument.Parse(sent, Strict);
            var reader = new JsonMembers(http);
            var value = T.Read(reader, document.RootElement);
            return new()
            {
                Value = value,
                Bytes = sent,
                Problem = reader.Faults.Count == 0 ? null : new(StatusCodes.Status422UnprocessableEntity) { Errors = reader.Faults },
            };
        }
        catch (JsonException failure)
        {
            return new() { Problem = new(StatusCodes.Status400BadRequest, "NotJson", (failure.LineNumber ?? 0) + 1, (failure.BytePositionInLine ?? 0) + 1) };
        }
    }
}

/// <summary>An input that programs send as JSON.</summary>
/// <typeparam name="T">The input itself.</typeparam>
internal interface IJsonInput<T>
{
    /// <summary>Reads it; what is wrong is told to the reader.</summary>
    static abstract T Read(JsonMembers reader, JsonElement root);
}
