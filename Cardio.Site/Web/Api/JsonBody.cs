using System.Text.Json;

namespace Cardio.Site.Web.Api;

/// <summary>
/// Binds a JSON body to an input, or to a problem that lists all its errors at once. Keeps the bytes, which idempotency keys compare.
/// </summary>
/// <typeparam name="T">The input.</typeparam>
internal sealed class JsonBody<T>
    where T : class, IJsonInput<T>
{
    private const int Utf8 = 65001;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8 };

    /// <summary>The errors; null if <see cref="Value"/> is valid.</summary>
    public Problem? Problem { get; private init; }

    /// <summary>The input; valid only if <see cref="Problem"/> is null.</summary>
    public T Value { get; private init; } = null!;

    /// <summary>The body as sent.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private init; }

    /// <summary>Reads the body. Minimal APIs find this method by its name.</summary>
    public static async ValueTask<JsonBody<T>> BindAsync(HttpContext http)
    {
        if (!http.Request.HasJsonContentType() || http.Request.GetTypedHeaders().ContentType!.Encoding is { CodePage: not Utf8 })
            return new() { Problem = new(StatusCodes.Status415UnsupportedMediaType) };
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
                Problem = reader.Errors.Count == 0 ? null : new(StatusCodes.Status422UnprocessableEntity) { Errors = reader.Errors },
            };
        }
        catch (JsonException failure)
        {
            var (line, column) = ((failure.LineNumber ?? 0) + 1, (failure.BytePositionInLine ?? 0) + 1);
            return new() { Problem = new(StatusCodes.Status400BadRequest, "NotJson", line, column) };
        }
    }
}

/// <summary>An input that API clients send as JSON.</summary>
/// <typeparam name="T">The implementing type.</typeparam>
internal interface IJsonInput<T>
{
    /// <summary>Reads the input from the root element; errors are collected by the reader.</summary>
    static abstract T Read(JsonMembers reader, JsonElement root);
}
