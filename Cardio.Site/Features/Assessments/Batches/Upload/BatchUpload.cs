using System.Text.Json;
using Cardio.Model.Patients;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Data.Writing;
using Cardio.Site.Features.Assessments.Batches.Work;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>How to process an uploaded file.</summary>
/// <param name="DoctorId">The doctor's account.</param>
/// <param name="Actor">Who uploads it, as the audit trail names them.</param>
/// <param name="Source">Whether it is uploaded on the page or through the API.</param>
/// <param name="FileName">Its original name.</param>
/// <param name="Starts">Whether to start the assessment at once.</param>
/// <param name="IsStored">Whether to store each row as an assessment in the history.</param>
/// <param name="Sex">What numbers in the sex column mean, or null if not specified.</param>
internal sealed record NewBatch(
    Guid DoctorId,
    string Actor,
    AssessmentSource Source,
    string? FileName,
    bool Starts,
    bool IsStored,
    SexCoding? Sex = null)
{
    /// <summary>Identifies the API request from the SHA-256 of its file; the function returns null without an idempotency key.</summary>
    public Func<ReadOnlyMemory<byte>, IdempotentRequest?>? Identify { get; init; }
}

/// <summary>Reads a file while it arrives, validates each row and stores both rows and errors.</summary>
internal sealed class BatchUpload(
    UploadStore store,
    BatchSignal signal,
    TimeProvider time,
    IStringLocalizer<AssessmentsText> fields,
    IStringLocalizer<BatchesText> words,
    IServiceProvider services)
{
    /// <summary>Maximum number of rows of a file.</summary>
    public const int MaximumRows = 100_000;

    /// <summary>Maximum size of a file in bytes.</summary>
    public const int MaximumBytes = 20 * 1024 * 1024;

    /// <summary>Maximum duration of an upload in milliseconds.</summary>
    public const int MaximumMilliseconds = 300_000;

    private const int RowsAtOnce = 1000;
    private const int NameLength = 200;

    /// <summary>Stores the whole file or nothing. Returns null if an earlier request with the same idempotency key stored it.</summary>
    /// <exception cref="BatchRefusedException">The file cannot be processed.</exception>
    public async Task<Batch?> ReadAsync(Stream stream, NewBatch upload, CancellationToken cancellationToken)
    {
        await using var limited = new LimitedStream(stream, MaximumBytes);
        using var file = await BatchFile.OpenAsync(limited, cancellationToken);
        var now = time.GetUtcNow();
        var batch = new Batch
        {
            Id = Guid.CreateVersion7(now),
            DoctorId = upload.DoctorId,
            Source = upload.Source,
            FileName = CleanName(upload.FileName),
            CreatedAt = now,
            Columns = JsonSerializer.Serialize(file.Columns),
            IsStored = upload.IsStored,
            State = BatchState.Uploading,
        };
        await store.BeginAsync(batch, cancellationToken);
        try
        {
            batch = await StoreRowsAsync(batch, file, upload.Sex, cancellationToken);
            batch = batch with { State = upload.Starts ? BatchState.Queued : BatchState.Uploaded };
            var request = upload.Identify?.Invoke(limited.GetSha256());
            if (!await store.CompleteAsync(batch, upload.Actor, request, cancellationToken))
            {
                await store.AbandonAsync(batch.Id);
                return null;
            }
        }
        catch
        {
            await store.AbandonAsync(batch.Id);
            throw;
        }
        if (upload.Starts) signal.Set();
        return batch;
    }

    private async Task<Batch> StoreRowsAsync(Batch batch, BatchFile file, SexCoding? sex, CancellationToken cancellationToken)
    {
        var kept = batch.ReadStoredColumns();
        var readings = new ColumnReadings(kept, sex);
        var reader = new RowReader(kept, readings, fields, words, services);
        var (rows, errors) = (0, 0);
        var waiting = new List<StoredRow>(RowsAtOnce);
        await foreach (var row in file.RowsAsync(cancellationToken))
        {
            if (++rows > MaximumRows) throw new BatchRefusedException(RefusalReason.TooManyRows, MaximumRows);
            var stored = reader.Check(row);
            if (stored.Error is not null) errors++;
            waiting.Add(stored);
            if (waiting.Count == RowsAtOnce) await FlushAsync();
        }
        if (rows == 0) throw new BatchRefusedException(RefusalReason.NoRows);
        if (waiting.Count > 0) await FlushAsync();
        return batch with { RowCount = rows, ErrorCount = errors, Columns = JsonSerializer.Serialize(readings.Apply(file.Columns)) };

        async Task FlushAsync()
        {
            await store.AddAsync(batch.Id, waiting, cancellationToken);
            waiting.Clear();
        }
    }

    /// <summary>Removes the path; replaces a name that contains a national identifier.</summary>
    private static string CleanName(string? name)
    {
        var kept = TypedText.Line(name?.Split('/', '\\')[^1]) is { } text && !NationalNumber.IsIn(text) ? text : "batch.csv";
        return TypedText.Start(kept, NameLength);
    }
}
