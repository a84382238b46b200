using System.Text.Json;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Features.Assessments.Batches.Upload;

namespace Cardio.Site.Features.Assessments.Batches;

/// <summary>An uploaded file of patients and the state of its assessment.</summary>
internal sealed record Batch
{
    /// <summary>Identifier; sorts by time of upload.</summary>
    public Guid Id { get; init; }

    /// <summary>The doctor's account.</summary>
    public Guid DoctorId { get; init; }

    /// <summary>Whether it was uploaded on the page or through the API.</summary>
    public AssessmentSource Source { get; init; }

    /// <summary>Name of the file, without its path.</summary>
    public string FileName { get; init; } = "";

    /// <summary>The columns as stored JSON; see <see cref="ReadColumns"/>.</summary>
    public string Columns { get; init; } = "[]";

    /// <summary>When it was uploaded, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>State of the assessment.</summary>
    public BatchState State { get; init; }

    /// <summary>Whether each row is stored as an assessment in the history.</summary>
    public bool IsStored { get; init; }

    /// <summary>Number of rows in the file.</summary>
    public int RowCount { get; init; }

    /// <summary>Number of rows with errors. Most are found at upload, a few during the assessment.</summary>
    public int ErrorCount { get; init; }

    /// <summary>Number of processed rows.</summary>
    public int RowsDone { get; init; }

    /// <summary>Row number of the last processed row.</summary>
    public int LastRow { get; init; }

    /// <summary>When the assessment began, UTC, or null.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the assessment ended, UTC, or null.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Whether it is queued or running.</summary>
    public bool IsActive => State is BatchState.Queued or BatchState.Running;

    /// <summary>Whether a result can be downloaded.</summary>
    public bool HasResult => State is BatchState.Done or BatchState.Cancelled or BatchState.Failed;

    /// <summary>Parses all columns of the file, in order.</summary>
    public IReadOnlyList<BatchColumn> ReadColumns() => JsonSerializer.Deserialize<BatchColumn[]>(Columns)!;

    /// <summary>Parses the columns whose cells are stored, in order.</summary>
    public IReadOnlyList<BatchColumn> ReadStoredColumns() => [.. ReadColumns().Where(column => column.Field is not null)];

    /// <summary>Estimates the remaining time from the speed so far; null if unknown.</summary>
    public TimeSpan? EstimateRemaining(DateTimeOffset now) => State == BatchState.Running && StartedAt is { } started && RowsDone > 0
        ? (now - started) / RowsDone * (RowCount - RowsDone)
        : null;
}
