using System.Threading.Channels;
using Cardio.Site.Data.Connections;

namespace Cardio.Site.Data.Writing;

/// <summary>
/// Batches concurrent requests: while one batch runs, new requests queue and form the next, so writes share a commit.
/// A request completes only after its batch has committed. A read request sees the database as it was when it was added, or later.
/// One batch runs at a time; a request that finds no batch running starts at once.
/// </summary>
/// <param name="run">Processes a batch, all or nothing; returns one result per item, in the same order.</param>
/// <typeparam name="TItem">What a request asks for.</typeparam>
/// <typeparam name="TResult">What the request gets back.</typeparam>
internal sealed class RequestBatcher<TItem, TResult>(Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TResult>>> run)
{
    /// <summary>The most requests that may queue; further ones are rejected with <see cref="BusyException"/>.</summary>
    public const int Capacity = 1000;

    private const int MaximumBatch = 256;

    private readonly Channel<QueuedItem> _queue = Channel.CreateBounded<QueuedItem>(
        new BoundedChannelOptions(Capacity) { SingleReader = true });

    private int _isRunning;

    /// <summary>The number of queued requests.</summary>
    public int Count => _queue.Reader.Count;

    /// <summary>Adds an item to the next batch and waits for its result. Cancelling stops the wait, not the work.</summary>
    /// <exception cref="BusyException">The queue is full, or the database is unavailable.</exception>
    public Task<TResult> AddAsync(TItem item, CancellationToken cancellationToken)
    {
        var queued = new QueuedItem(item);
        if (!_queue.Writer.TryWrite(queued)) throw new BusyException("The queue of requests is full.");
        if (Interlocked.Exchange(ref _isRunning, 1) == 0) _ = RunAllAsync();
        return queued.Result.Task.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Runs batches until the queue is empty: the first on the caller's thread, the others asynchronously.
    /// The second look at the queue catches an item that was added just before the flag was cleared.
    /// </summary>
    private async Task RunAllAsync()
    {
        do
        {
            for (var batch = Take(MaximumBatch); batch.Count > 0; batch = Take(MaximumBatch))
            {
                await RunAsync(batch);
                if (Count > 0) await Task.Yield();
            }
            Interlocked.Exchange(ref _isRunning, 0);
        }
        while (_queue.Reader.TryPeek(out _) && Interlocked.Exchange(ref _isRunning, 1) == 0);
    }

    private List<QueuedItem> Take(int maximum)
    {
        var batch = new List<QueuedItem>();
        while (batch.Count < maximum && _queue.Reader.TryRead(out var queued)) batch.Add(queued);
        return batch;
    }

    private async Task RunAsync(List<QueuedItem> batch)
    {
        IReadOnlyList<TResult> results;
        try
        {
            results = await run(batch.ConvertAll(queued => queued.Item));
        }
        catch (Exception failure) when (TransientDatabaseErrors.Explains(failure) && !TransientDatabaseErrors.IsConflict(failure))
        {
            // Fail the queued requests too: they have waited as long, and would wait as long again.
            foreach (var queued in batch.Concat(Take(Capacity)))
                queued.Result.SetException(new BusyException("The database is unavailable.", failure));
            return;
        }
        catch (Exception) when (batch.Count > 1)
        {
            // The batch was rolled back. Run each item alone, so that only the faulty one fails.
            foreach (var queued in batch) await RunAsync([queued]);
            return;
        }
        catch (Exception failure)
        {
            batch[0].Result.SetException(failure);
            return;
        }
        for (var i = 0; i < batch.Count; i++) batch[i].Result.SetResult(results[i]);
    }

    private sealed record QueuedItem(TItem Item)
    {
        public TaskCompletionSource<TResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
