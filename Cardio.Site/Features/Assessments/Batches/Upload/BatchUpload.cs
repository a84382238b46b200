using System.Text.Json;
using Cardio.Model.Patients;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Data.Writing;
using Cardio.Site.Features.Assessments.Batches.Work;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>Where a file comes from, and what becomes of it.</summary>
/// <param name="DoctorId">The doctor's account.</param>
/// <param name="Actor">Who sends it, as the trail names them.</param>
/// <param name="Source">By the page or from a program.</param>
/// <param name="FileName">Its name, as the sender has it.</param>
/// <param name="Starts">Whether work begins at once.</param>
/// <param name="IsStored">Whether each row becomes an assessment in the history.</param>
/// <param name="Sex">What numbers in the column of sexes mean, where the sender says so.</param>
internal sealed record NewBatch(Guid DoctorId, string Actor, AssessmentSource Source, string? FileName, bool Starts, bool IsStored, SexCoding? Sex = null)
{
    /// <summary>Names the request by the hash of the file, or null where it has no key.</summary>
    public Func<ReadOnlyMemory<byte>, IdempotentRequest>? Name { get; init; }
}

/// <summary>Reads a file as it comes in, finds what is wrong with each row, and keeps both.</summary>
internal sealed class BatchUpload(
    UploadStore store, BatchSignal signal, TimeProvider time, IStringLocalizer<AssessmentsText> fields, IStringLocalizer<BatchesText> words, IServiceProvider services)
{
    /// <summary>Most rows of a file.</summary>
    public const int MaximumRows = 100_000;

    /// <summary>Most bytes of a file.</summary>
    public const int MaximumBytes = 20 * 1024 * 1024;

    /// <summary>How long an upload may take, in milliseconds.</summary>
    public const int MaximumMilliseconds = 300_000;

    private const int RowsAtOnce = 1000;
    private const int NameLength = 200;

    /// <summary>Takes the file in, all of it or nothing; null where a request under the same key did so before.</summary>
    /// <exception cref="BatchRefusedException">It is none that can be worked on.</exception>
    public async Task<Batch?> ReadAsync(Stream stream, NewBatch upload, CancellationToken cancellationToken)
    {
        await using var limited = new LimitedStream(stream, MaximumBytes);
        using var file = await BatchFile.OpenAsync(limited, cancellationToken);
        var now = time.GetUtcNow();
        var batch = new Batch
        {
            Id = Guid.CreateVersion7(now), DoctorId = upload.DoctorId, Source = upload.Source, FileName = Name(upload.FileName), CreatedAt = now,
            Columns = JsonSerializer.Serialize(file.Columns), IsStored = upload.IsStored, State = BatchState.Uploading,
        };
        await store.BeginAsync(batch, cancellationToken);
        try
        {
            batch = await TakeInAsync(batch, file, upload.Sex, cancellationToken) with { State = upload.Starts ? BatchState.Queued : BatchState.Uploaded };
            if (!await store.CompleteAsync(batch, upload.Actor, upload.Name?.Invoke(limited.Sha256), cancellationToken))
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

    private async Task<Batch> TakeInAsync(Batch batch, BatchFile file, SexCoding? sex, CancellationToken cancellationToken)
    {
        var readings = new ColumnReadings(batch.KeptColumns, sex);
        var reader = new RowReader(batch.KeptColumns, readings, fields, words, services);
        var (rows, errors) = (0, 0);
        var waiting = new List<StoredRow>(RowsAtOnce);
        await foreach (var row in file.RowsAsync(cancellationToken))
        {
            if (++rows > MaximumRows) throw new BatchRefusedException("TooManyRows", MaximumRows);
            var stored = reader.Check(row);
            if (stored.Error is not null) errors++;
            waiting.Add(stored);
            if (waiting.Count == RowsAtOnce) await FlushAsync();
        }
        if (rows == 0) throw new BatchRefusedException("NoRows");
        if (waiting.Count > 0) await FlushAsync();
        return batch with { RowCount = rows, ErrorCount = errors, Columns = JsonSerializer.Serialize(readings.Apply(file.Columns)) };

        async Task FlushAsync()
        {
            await store.AddAsync(batch.Id, waiting, cancellationToken);
            waiting.Clear();
        }
    }

    /// <summary>The name alone, without what would identify a person.</summary>
    private static string Name(string? name)
    {
        var kept = TypedText.Line(name?.Split('/', '\\')[^1]) is { } text && !NationalNumber.IsIn(text) ? text : "batch.csv";
        return TypedText.Start(kept, NameLength);
    }
}
