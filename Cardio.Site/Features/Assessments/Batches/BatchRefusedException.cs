using Cardio.Site.Features.Assessments.Batches.Upload;

namespace Cardio.Site.Features.Assessments.Batches;

/// <summary>The file is none that can be worked on.</summary>
/// <param name="key">Names the text that says why, as <c>Refused.{Key}</c>.</param>
/// <param name="arguments">What stands in the text.</param>
internal sealed class BatchRefusedException(string key, params object[] arguments) : Exception($"The file was refused: {key}")
{
    /// <summary>Names the text.</summary>
    public string Key => key;

    /// <summary>What stands in the text.</summary>
    public IReadOnlyList<object> Arguments => arguments;

    /// <summary>The columns that are missing.</summary>
    public IReadOnlyList<BatchField> Missing { get; init; } = [];

    /// <summary>The refusal that a failure means, or null; the server itself does not read on what is far too large.</summary>
    public static BatchRefusedException? FromException(Exception failure) => failure switch
    {
        BatchRefusedException refused => refused,
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => TooLarge(),
        _ => null,
    };

    /// <summary>The parameter that answers the question, where a refusal is one.</summary>
    public string? Parameter { get; private init; }

    /// <summary>Numbers stand for the sexes, and two readings are possible.</summary>
    public static BatchRefusedException SexAsked() => new("SexAsked") { Parameter = "sex" };

    /// <summary>The file has too many bytes.</summary>
    public static BatchRefusedException TooLarge() => new("TooLarge", BatchUpload.MaximumBytes / (1024 * 1024));

    /// <summary>The status with which it is answered.</summary>
    public int StatusCode => key == "TooLarge" ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status422UnprocessableEntity;
}
