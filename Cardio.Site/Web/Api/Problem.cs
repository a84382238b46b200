using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Web.Api;

/// <summary>Writes problem details (RFC 9457) in the language of the request.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="code">Reason and resource key, for a status with several reasons; otherwise null.</param>
/// <param name="arguments">Format arguments of the message.</param>
internal sealed class Problem(int status, string? code = null, params object[] arguments) : IResult, IStatusCodeHttpResult
{
    /// <summary>Media type of problem details.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>Code of the conflict that a client resolves by retrying.</summary>
    public const string InFlight = "IdempotencyKeyInFlight";

    /// <summary>Default <c>Retry-After</c> in seconds.</summary>
    private const string RetrySeconds = "2";

    /// <inheritdoc/>
    public int? StatusCode => status;

    /// <summary>A localized message of the feature that replaces the default message of the status.</summary>
    public string? Detail { get; init; }

    /// <summary>The errors by member or parameter.</summary>
    public IReadOnlyList<ApiError> Errors { get; init; } = [];

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var words = httpContext.RequestServices.GetRequiredService<IStringLocalizer<ApiText>>();
        if ((status is StatusCodes.Status503ServiceUnavailable || code == InFlight) && httpContext.Response.Headers.RetryAfter.Count == 0)
            httpContext.Response.Headers.RetryAfter = RetrySeconds;
        httpContext.Response.Headers.ContentLanguage = CultureInfo.CurrentUICulture.Name; // the exception handler cleared it
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

/// <summary>Problem details (RFC 9457) in the language of the response.</summary>
internal sealed record ProblemBody
{
    /// <summary>HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>Short title of the status.</summary>
    public required string Title { get; init; }

    /// <summary>What is wrong and how to fix it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }

    /// <summary>Machine-readable reason, for a status with several reasons.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Code { get; init; }

    /// <summary>Trace identifier to search for in the log.</summary>
    public required string TraceId { get; init; }

    /// <summary>Each invalid member or parameter with its error.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ApiError>? Errors { get; init; }
}
