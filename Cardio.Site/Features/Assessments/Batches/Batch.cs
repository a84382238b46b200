using System.Text.Json;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Features.Assessments.Batches.Upload;

namespace Cardio.Site.Features.Assessments.Batches;

/// <summary>A file of patients, from its upload to its result.</summary>
internal sealed record Batch
{
    /// <summary>Identifier, in the order of time.</summary>
    public Guid Id { get; init; }

    /// <summary>The doctor's account.</summary>
    public Guid DoctorId { get; init; }

    /// <summary>Whether it came by the page or from a program.</summary>
    public AssessmentSource Source { get; init; }

    /// <summary>Name of the file, without its folder.</summary>
    public string FileName { get; init; } = "";

    /// <summary>The columns as JSON, as they are stored.</summary>
    public string Columns { get; init; } = "[]";

    /// <summary>When it was uploaded, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Where it stands.</summary>
    public BatchState State { get; init; }

    /// <summary>Whether each row becomes an assessment in the history.</summary>
    public bool IsStored { get; init; }

    /// <summary>Rows of the file.</summary>
    public int RowCount { get; init; }

    /// <summary>Rows that cannot be assessed; known since the upload.</summary>
    public int ErrorCount { get; init; }

    /// <summary>Rows that have their answer.</summary>
    public int RowsDone { get; init; }

    /// <summary>Number of the last row that has its answer.</summary>
    public int LastRow { get; init; }

    /// <summary>When work on it began, UTC, or null.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it came to its end, UTC, or null.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Whether it waits or is worked on.</summary>
    public bool IsActive => State is BatchState.Queued or BatchState.Running;

    /// <summary>Whether there is a result to take along.</summary>
    public bool HasResult => State is BatchState.Done or BatchState.Cancelled or BatchState.Failed;

    /// <summary>Every column of the file, in order.</summary>
    public IReadOnlyList<BatchColumn> AllColumns => JsonSerializer.Deserialize<BatchColumn[]>(Columns)!;

    /// <summary>The columns whose cells are kept, in order.</summary>
    public IReadOnlyList<BatchColumn> KeptColumns => [.. AllColumns.Where(column => column.Field is not null)];

    /// <summary>How long it will still take at the speed so far, or null where that is not known.</summary>
    public TimeSpan? Left(DateTimeOffset now) => State == BatchState.Running && StartedAt is { } started && RowsDone > 0
        ? (now - started) / RowsDone * (RowCount - RowsDone)
        : null;
}
