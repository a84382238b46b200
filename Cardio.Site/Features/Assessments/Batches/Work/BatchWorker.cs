using System.Data.Common;
using Cardio.Model.Serving;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Data.Background;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Assessments.Batches.Upload;
using Cardio.Site.Web.Hosting;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Assessments.Batches.Work;

/// <summary>Assesses queued batches in the background, one at a time in blocks of rows.</summary>
internal sealed partial class BatchWorker(
    BatchQueue queue, BatchStore store, UploadStore uploads, BatchSignal signal, ServedModel served, IOptionsMonitor<ClinicOptions> clinic,
    SiteMetrics metrics, TimeProvider time, ILogger<BatchWorker> log) : PollingService
{
    private const int RowsAtOnce = 500;
    private static readonly TimeSpan CleaningInterval = TimeSpan.FromHours(1);

    private readonly Guid _owner = Guid.NewGuid();
    private DateTimeOffset _cleanedAt = DateTimeOffset.MinValue;

    protected override TimeSpan Pause => TimeSpan.FromSeconds(2);

    /// <summary>Processes the next batch, or waits for the signal of a new one. <see cref="Pause"/> applies to failures only.</summary>
    protected override async Task<TimeSpan> WorkAsync(CancellationToken cancellationToken)
    {
        if (!await RunNextAsync(cancellationToken)) await signal.WaitAsync(Pause, cancellationToken);
        return TimeSpan.Zero;
    }

    protected override bool IsTransient(Exception failure) => failure is OptionsValidationException || base.IsTransient(failure);

    /// <summary>Gives up the lease, so that another process can continue at once.</summary>
    private async Task ReleaseAsync()
    {
        try
        {
            await queue.ReleaseAsync(_owner);
        }
        catch (Exception failure) when (failure is DbException or ObjectDisposedException || TransientDatabaseErrors.Explains(failure))
        {
            LogPaused(failure); // the lease expires anyway
        }
    }

    /// <summary>Processes one batch; returns false if none is waiting or no model is loaded.</summary>
    internal async Task<bool> RunNextAsync(CancellationToken cancellationToken)
    {
        await CleanAsync();
        metrics.BatchesWaiting = await queue.CountAsync(cancellationToken);
        if (served.Current is not { } model || metrics.BatchesWaiting == 0) return false;
        if (await queue.ClaimAsync(_owner, cancellationToken) is not { } batch) return false;
        try
        {
            if (!await queue.CancelIfNoDoctorAsync(batch, _owner, cancellationToken)) await RunAsync(batch, model, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await ReleaseAsync();
            throw;
        }
        catch (Exception failure) when (!IsTransient(failure))
        {
            LogFailed(batch.Id, failure);
            await queue.FinishAsync(batch.Id, _owner, BatchState.Failed, CancellationToken.None);
        }
        return true;
    }

    private async Task RunAsync(Batch batch, RiskModel model, CancellationToken cancellationToken)
    {
        var ahead = PieceAsync(batch.LastRow);
        while (await ahead is { } piece)
        {
            ahead = PieceAsync(piece.LastRow); // computed while this one is stored
            if (!await queue.StoreAsync(batch, _owner, piece, cancellationToken)) return; // lost the lease
            metrics.BatchRows(piece.Rows);
            batch = batch with { LastRow = piece.LastRow };
        }
        await queue.FinishAsync(batch.Id, _owner, BatchState.Done, cancellationToken);

        Task<BatchPiece?> PieceAsync(int after) => Task.Run(
            async () => await store.RowsAsync(batch.Id, after, RowsAtOnce, cancellationToken) is { Count: > 0 } rows
                ? BatchPiece.Create(batch, rows, model, clinic.CurrentValue, time.GetUtcNow())
                : null,
            cancellationToken);
    }

    private async Task CleanAsync()
    {
        var now = time.GetUtcNow();
        if (now - _cleanedAt < CleaningInterval) return;
        await uploads.CleanAsync();
        _cleanedAt = now;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Batch processing pauses because the database is unavailable")]
    protected override partial void LogPaused(Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Batch {Batch} failed")]
    private partial void LogFailed(Guid batch, Exception failure);
}
