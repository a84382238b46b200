using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>Thrown if an uploaded file cannot be processed.</summary>
/// <param name="reason">Why.</param>
/// <param name="arguments">The arguments of the message.</param>
internal sealed class BatchRefusedException(RefusalReason reason, params object[] arguments)
    : Exception($"The file cannot be processed: {reason}")
{
    /// <summary>Why the file is rejected.</summary>
    public RefusalReason Reason => reason;

    /// <summary>The required columns that the file does not have.</summary>
    public IReadOnlyList<BatchField> Missing { get; init; } = [];

    /// <summary>Name of the API parameter that resolves the problem, or null.</summary>
    public string? Parameter => reason == RefusalReason.SexAsked ? "sex" : null;

    /// <summary>The HTTP status of the response.</summary>
    public int StatusCode => reason == RefusalReason.TooLarge
        ? StatusCodes.Status413PayloadTooLarge
        : StatusCodes.Status422UnprocessableEntity;

    /// <summary>Creates the exception for a file with too many bytes.</summary>
    public static BatchRefusedException TooLarge() => new(RefusalReason.TooLarge, BatchUpload.MaximumBytes / (1024 * 1024));

    /// <summary>
    /// Converts a failure; returns null if it has another cause. The web server throws its own exception for very large bodies.
    /// </summary>
    public static BatchRefusedException? FromException(Exception failure) => failure switch
    {
        BatchRefusedException refused => refused,
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => TooLarge(),
        _ => null,
    };

    /// <summary>The message in the user's language.</summary>
    public string Sentence(IStringLocalizer<BatchesText> words, IStringLocalizer<AssessmentsText> fields)
    {
        object[] values = Missing.Count > 0
            ? [string.Join(", ", Missing.Select(field => fields[field.ToString()].Value))]
            : arguments;
        return words[$"Refused.{reason}", values];
    }
}
