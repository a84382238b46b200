using System.Text.Json.Serialization;

namespace Cardio.Site.Web.Api;

/// <summary>Something wrong with one place of a request.</summary>
internal sealed record ApiError
{
    /// <summary>What is wrong, in the language of the answer.</summary>
    public required string Detail { get; init; }

    /// <summary>The member of the body, as a JSON pointer (RFC 6901) in a fragment, such as <c>#/ageYears</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Pointer { get; init; }

    /// <summary>The parameter of the address.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Parameter { get; init; }

    /// <summary>A fault of a member.</summary>
    public static ApiError Create(string pointer, string detail) => new() { Detail = detail, Pointer = pointer };

    /// <summary>A fault of a parameter.</summary>
    public static ApiError OfParameter(string parameter, string detail) => new() { Detail = detail, Parameter = parameter };
}
