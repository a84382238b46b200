using System.Threading.Channels;
using Cardio.Site.Data.Connections;

namespace Cardio.Site.Data.Writing;

/// <summary>
/// What many requests want of the database at once, done together: while one group is on its way, what comes in meanwhile waits and is done
/// together by the next. So writes share a commit, and each is on the disk before it is answered; and who asks for a row sees it as it was
/// when they asked, or later. One group at a time; nothing waits where nobody else is at work.
/// </summary>
/// <param name="run">Does some, all or none; their results in the same order.</param>
/// <typeparam name="TItem">What is wanted.</typeparam>
/// <typeparam name="TResult">What its request learns.</typeparam>
internal sealed class RequestBatcher<TItem, TResult>(Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TResult>>> run)
{
    /// <summary>Most that wait; who comes then is told to come again.</summary>
    public const int Capacity = 1000;

    /// <summary>Most of a group.</summary>
    private const int Largest = 256;

    private readonly Channel<QueuedItem> _queue = Channel.CreateBounded<QueuedItem>(
        new BoundedChannelOptions(Capacity) { SingleReader = true });

    private int _isRunning;

    /// <summary>How many wait.</summary>
    public int Count => _queue.Reader.Count;

    /// <summary>Does an item with the next group. What is under way is done though the request gives up.</summary>
    /// <exception cref="BusyException">Too many wait, or the database does not serve.</exception>
    public Task<TResult> AddAsync(TItem item, CancellationToken cancellationToken)
    {
        var waiting = new QueuedItem(item);
        if (!_queue.Writer.TryWrite(waiting)) throw new BusyException("Too many wait.");
        if (Interlocked.Exchange(ref _isRunning, 1) == 0) _ = RunAllAsync();
        return waiting.Result.Task.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Works as long as anything waits: what is there now in the request that came, the rest apart from it. Whoever comes between the last
    /// look and the end of the turn is seen by the look behind it.
    /// </summary>
    private async Task RunAllAsync()
    {
        do
        {
            for (var group = Take(Largest); group.Count > 0; group = Take(Largest))
            {
                await RunAsync(group);
                if (Count > 0) await Task.Yield();
            }
            Interlocked.Exchange(ref _isRunning, 0);
        }
        while (_queue.Reader.TryPeek(out _) && Interlocked.Exchange(ref _isRunning, 1) == 0);
    }

    private List<QueuedItem> Take(int most)
    {
        var group = new List<QueuedItem>();
        while (group.Count < most && _queue.Reader.TryRead(out var one)) group.Add(one);
        return group;
    }

    private async Task RunAsync(List<QueuedItem> group)
    {
        IReadOnlyList<TResult> results;
        try
        {
            results = await run(group.ConvertAll(one => one.Item));
        }
        catch (Exception failure) when (TransientDatabaseErrors.Explains(failure) && !TransientDatabaseErrors.IsConflict(failure))
        {
            // Who waited behind has waited as long, and would wait as long again.
            foreach (var one in group.Concat(Take(Capacity))) one.Result.SetException(new BusyException("The database does not serve.", failure));
            return;
        }
        catch (Exception) when (group.Count > 1)
        {
            // Nothing of it is done. Each alone, so that only the one at fault fails.
            foreach (var one in group) await RunAsync([one]);
            return;
        }
        catch (Exception failure)
        {
            group[0].Result.SetException(failure);
            return;
        }
        for (var i = 0; i < group.Count; i++) group[i].Result.SetResult(results[i]);
    }

    private sealed record QueuedItem(TItem Item)
    {
        public TaskCompletionSource<TResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
