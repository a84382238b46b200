using System.Text.Json.Serialization;
using Cardio.Site.Features.Assessments.Batches.Upload;

namespace Cardio.Site.Features.Assessments.Batches.Result;

/// <summary>A batch as programs read it.</summary>
internal sealed record BatchView
{
    public required Guid Id { get; init; }

    /// <summary>How far it is.</summary>
    public required BatchState State { get; init; }

    public required string FileName { get; init; }

    /// <summary>Whether each row becomes an assessment in the history.</summary>
    public required bool Stored { get; init; }

    /// <summary>What each column of the file was read as, in order.</summary>
    public required IReadOnlyList<BatchColumnView> Columns { get; init; }

    /// <summary>Rows of the file.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows that have their answer or their error.</summary>
    public required int RowsDone { get; init; }

    /// <summary>Rows that cannot be assessed; known since the upload.</summary>
    public required int RowsFailed { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset? StartedAt { get; init; }

    public required DateTimeOffset? FinishedAt { get; init; }

    public required BatchLinks Links { get; init; }

    public static BatchView FromBatch(Batch batch) => new()
    {
        Id = batch.Id,
        State = batch.State,
        FileName = batch.FileName,
        Stored = batch.IsStored,
        Columns = [.. batch.AllColumns.Select(column => new BatchColumnView(column.Name, column.Field, column.Reading))],
        Rows = batch.RowCount,
        RowsDone = batch.RowsDone,
        RowsFailed = batch.ErrorCount,
        CreatedAt = batch.CreatedAt,
        StartedAt = batch.StartedAt,
        FinishedAt = batch.FinishedAt,
        Links = new() { Self = $"{BatchEndpoints.Root}/{batch.Id}", Result = batch.HasResult ? $"{BatchEndpoints.Root}/{batch.Id}/result" : null },
    };
}

/// <summary>A column of the file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Field">What it was read as; null where it was ignored and not kept.</param>
/// <param name="Reading">How its numbers were read: <c>days</c>, <c>years</c> or a coding of the sexes; null where there is one way.</param>
internal sealed record BatchColumnView(string Name, BatchField? Field, string? Reading);

/// <summary>Where to go on.</summary>
internal sealed record BatchLinks
{
    /// <summary>The batch.</summary>
    public required string Self { get; init; }

    /// <summary>Its result, once it has one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Result { get; init; }
}
