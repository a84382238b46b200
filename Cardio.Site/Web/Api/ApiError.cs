using System.Text.Json.Serialization;

namespace Cardio.Site.Web.Api;

/// <summary>An error in one member or parameter of a request.</summary>
internal sealed record ApiError
{
    /// <summary>The error in the language of the response.</summary>
    public required string Detail { get; init; }

    /// <summary>The member of the body as a JSON pointer (RFC 6901) in a fragment, such as <c>#/ageYears</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Pointer { get; init; }

    /// <summary>Name of the query parameter.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Parameter { get; init; }

    /// <summary>Creates the error of a body member.</summary>
    public static ApiError FromMember(string pointer, string detail) => new() { Detail = detail, Pointer = pointer };

    /// <summary>Creates the error of a query parameter.</summary>
    public static ApiError FromParameter(string parameter, string detail) => new() { Detail = detail, Parameter = parameter };
}
