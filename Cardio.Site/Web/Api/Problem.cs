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

    /// <summary>Seconds after which a program may come again where nobody knows better.</summary>
    private const string Pause = "2";

    /// <inheritdoc/>
    public int? StatusCode => status;

    /// <summary>What is wrong with which member or parameter.</summary>
    public IReadOnlyList<ApiFault> Errors { get; init; } = [];

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var words = httpContext.RequestServices.GetRequiredService<IStringLocalizer<ApiText>>();
        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status409Conflict && httpContext.Response.Headers.RetryAfter.Count == 0)
            httpContext.Response.Headers.RetryAfter = Pause;
        httpContext.Response.Headers.ContentLanguage = CultureInfo.CurrentUICulture.Name; // a failure took away what stood there
        var title = words[$"Title.{status}"];
        var details = new ProblemBody(
            status, (title.ResourceNotFound ? words["Title.400"] : title).Value, Detail(words), code is null ? null : JsonNamingPolicy.CamelCase.ConvertName(code), Activity.Current?.TraceId.ToString() ?? httpContext.TraceIdentifier,
            Errors.Count == 0 ? null : Errors);
        return TypedResults.Json(details, contentType: ContentType, statusCode: status).ExecuteAsync(httpContext);
    }

    private string? Detail(IStringLocalizer words) =>
        words[code ?? $"Detail.{status}", arguments.Length == 0 ? ["application/json"] : arguments] is { ResourceNotFound: false } text ? text.Value : null;
}

/// <summary>Problem details as they are sent.</summary>
/// <param name="Status">The status of HTTP.</param>
/// <param name="Title">What kind of problem it is, in the language of the answer.</param>
/// <param name="Detail">What is wrong and what helps.</param>
/// <param name="Code">Names the reason where a status has several.</param>
/// <param name="TraceId">What to look for in the log.</param>
/// <param name="Errors">What is wrong with which member or parameter.</param>
internal sealed record ProblemBody(
    int Status,
    string Title,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Code,
    string TraceId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ApiFault>? Errors);

/// <summary>Something wrong with one place of a request.</summary>
/// <param name="Detail">What is wrong, in the language of the answer.</param>
/// <param name="Pointer">The member of the body, as a JSON pointer (RFC 6901) in a fragment, such as <c>#/ageYears</c>.</param>
/// <param name="Parameter">The parameter of the address.</param>
internal sealed record ApiFault(
    string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Pointer = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Parameter = null);
