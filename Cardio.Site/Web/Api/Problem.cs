using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Web.Api;

/// <summary>Tells a program what went wrong: problem details (RFC 9457) in the language that it asks for.</summary>
/// <param name="status">The status of HTTP.</param>
/// <param name="code">Names the reason where a status has several; also the key of its text. Null where the status tells all.</param>
/// <param name="arguments">What the text is filled with.</param>
internal sealed class Problem(int status, string? code = null, params object[] arguments) : IResult, IStatusCodeHttpResult
{
    /// <summary>The media type.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>The conflict that ends by itself.</summary>
    public const string InFlight = "IdempotencyKeyInFlight";

    /// <summary>Seconds after which a program may come again where nobody knows better.</summary>
    private const string Pause = "2";

    /// <inheritdoc/>
    public int? StatusCode => status;

    /// <summary>A sentence of the feature itself, in the language of the answer, in place of the one for the status.</summary>
    public string? Detail { get; init; }

    /// <summary>What is wrong with which member or parameter.</summary>
    public IReadOnlyList<ApiError> Errors { get; init; } = [];

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var words = httpContext.RequestServices.GetRequiredService<IStringLocalizer<ApiText>>();
        if ((status is StatusCodes.Status503ServiceUnavailable || code == InFlight) && httpContext.Response.Headers.RetryAfter.Count == 0)
            httpContext.Response.Headers.RetryAfter = Pause;
        httpContext.Response.Headers.ContentLanguage = CultureInfo.CurrentUICulture.Name; // a failure took away what stood there
        var title = words[$"Title.{status}"];
        var details = new ProblemBody
        {
            Status = status,
            Title = (title.ResourceNotFound ? words["Title.400"] : title).Value,
            Detail = Detail ?? Text(words),
            Code = code is null ? null : JsonNamingPolicy.CamelCase.ConvertName(code),
            TraceId = Activity.Current?.TraceId.ToString() ?? httpContext.TraceIdentifier,
            Errors = Errors.Count == 0 ? null : Errors,
        };
        return TypedResults.Json(details, contentType: ContentType, statusCode: status).ExecuteAsync(httpContext);
    }

    private string? Text(IStringLocalizer words) =>
        words[code ?? $"Detail.{status}", arguments] is { ResourceNotFound: false } text ? text.Value : null;
}

/// <summary>Problem details (RFC 9457) in the language of the answer.</summary>
internal sealed record ProblemBody
{
    /// <summary>The status of HTTP.</summary>
    public required int Status { get; init; }

    /// <summary>What kind of problem it is.</summary>
    public required string Title { get; init; }

    /// <summary>What is wrong and what helps.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }

    /// <summary>Names the reason where a status has several.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Code { get; init; }

    /// <summary>What to look for in the log.</summary>
    public required string TraceId { get; init; }

    /// <summary>What is wrong with which member or parameter.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ApiError>? Errors { get; init; }
}
