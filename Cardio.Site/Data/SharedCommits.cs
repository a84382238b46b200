using System.Threading.Channels;

namespace Cardio.Site.Data;

/// <summary>
/// Writes of many requests, each durable before it is answered, that share their commits: while one commit is on its way to the disk, what
/// comes in meanwhile waits and is written together by the next. One writer at a time; nothing waits where nobody else writes.
/// </summary>
/// <param name="write">Writes some in one transaction; their results in the same order.</param>
/// <typeparam name="TItem">What is written.</typeparam>
/// <typeparam name="TResult">What its request learns.</typeparam>
internal sealed class SharedCommits<TItem, TResult>(Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TResult>>> write)
{
    /// <summary>Most that wait; who comes then is told to come again.</summary>
    public const int Capacity = 1000;

    /// <summary>Most that share a commit.</summary>
    private const int Largest = 256;

    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(Capacity) { SingleReader = true });

    private int _isWriting;

    /// <summary>How many wait.</summary>
    public int Count => _queue.Reader.Count;

    /// <summary>Writes an item; done when it is on the disk. What is under way is written though the request gives up.</summary>
    /// <exception cref="BusyException">Too many wait, or the database takes no writes.</exception>
    public Task<TResult> AddAsync(TItem item, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(item);
        if (!_queue.Writer.TryWrite(waiting)) throw new BusyException("Too many writes wait.");
        if (Interlocked.Exchange(ref _isWriting, 1) == 0) _ = WriteAllAsync();
        return waiting.Result.Task.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Writes as long as anything waits: what is there now in the request that came, the rest apart from it. Whoever comes between the last
    /// look and the end of the turn is seen by the look behind it.
    /// </summary>
    private async Task WriteAllAsync()
    {
        do
        {
            for (var group = Take(Largest); group.Count > 0; group = Take(Largest))
            {
                await WriteAsync(group);
                if (Count > 0) await Task.Yield();
            }
            Interlocked.Exchange(ref _isWriting, 0);
        }
        while (_queue.Reader.TryPeek(out _) && Interlocked.Exchange(ref _isWriting, 1) == 0);
    }

    private List<Waiting> Take(int most)
    {
        var group = new List<Waiting>();
        while (group.Count < most && _queue.Reader.TryRead(out var one)) group.Add(one);
        return group;
    }

    private async Task WriteAsync(List<Waiting> group)
    {
        IReadOnlyList<TResult> results;
        try
        {
            results = await write(group.ConvertAll(one => one.Item));
        }
        catch (Exception failure) when (BusyDatabase.Explains(failure) && !BusyDatabase.IsConflict(failure))
        {
            // Who waited behind has waited as long, and would wait as long again.
            foreach (var one in group.Concat(Take(Capacity))) one.Result.SetException(new BusyException("The database takes no writes.", failure));
            return;
        }
        catch (Exception) when (group.Count > 1)
        {
            // Nothing of it is written. Each alone, so that only the one at fault fails.
            foreach (var one in group) await WriteAsync([one]);
            return;
        }
        catch (Exception failure)
        {
            group[0].Result.SetException(failure);
            return;
        }
        for (var i = 0; i < group.Count; i++) group[i].Result.SetResult(results[i]);
    }

    private sealed record Waiting(TItem Item)
    {
        public TaskCompletionSource<TResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
