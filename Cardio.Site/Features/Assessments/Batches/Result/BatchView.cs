using System.Text.Json.Serialization;
using Cardio.Site.Features.Assessments.Batches.Upload;

namespace Cardio.Site.Features.Assessments.Batches.Result;

/// <summary>A batch as API clients see it.</summary>
internal sealed record BatchView
{
    public required Guid Id { get; init; }

    /// <summary>How far the assessment is.</summary>
    public required BatchState State { get; init; }

    public required string FileName { get; init; }

    /// <summary>Whether each row is stored as an assessment in the history.</summary>
    public required bool Stored { get; init; }

    /// <summary>The columns of the file with their meanings, in order.</summary>
    public required IReadOnlyList<BatchColumnView> Columns { get; init; }

    /// <summary>Number of rows in the file.</summary>
    public required int Rows { get; init; }

    /// <summary>Number of processed rows, including those with errors.</summary>
    public required int RowsDone { get; init; }

    /// <summary>Number of rows with errors. Most are found at upload.</summary>
    public required int RowsFailed { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset? StartedAt { get; init; }

    public required DateTimeOffset? FinishedAt { get; init; }

    public required BatchLinks Links { get; init; }

    /// <summary>Creates the view of a batch.</summary>
    public static BatchView FromBatch(Batch batch) => new()
    {
        Id = batch.Id,
        State = batch.State,
        FileName = batch.FileName,
        Stored = batch.IsStored,
        Columns = [.. batch.ReadColumns().Select(column => new BatchColumnView(column.Name, column.Field, column.Reading))],
        Rows = batch.RowCount,
        RowsDone = batch.RowsDone,
        RowsFailed = batch.ErrorCount,
        CreatedAt = batch.CreatedAt,
        StartedAt = batch.StartedAt,
        FinishedAt = batch.FinishedAt,
        Links = new()
        {
            Self = $"{BatchEndpoints.Root}/{batch.Id}",
            Result = batch.HasResult ? $"{BatchEndpoints.Root}/{batch.Id}/result" : null,
        },
    };
}

/// <summary>A column of the file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Field">Its meaning; null if it is ignored and its cells are not stored.</param>
/// <param name="Reading">
/// How its numbers were read: <c>days</c>, <c>years</c> or a coding of sex; null if only one reading is possible.
/// </param>
internal sealed record BatchColumnView(string Name, BatchField? Field, string? Reading);

/// <summary>Related addresses.</summary>
internal sealed record BatchLinks
{
    /// <summary>The batch.</summary>
    public required string Self { get; init; }

    /// <summary>The result, once available.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Result { get; init; }
}
