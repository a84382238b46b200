using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Writing;

namespace Cardio.Site.Tests.Data.Writing;

public sealed class RequestBatcherTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private readonly List<int> _batches = [];
    private readonly TaskCompletionSource _commit = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Requests_during_a_commit_form_the_next_batch()
    {
        var batcher = new RequestBatcher<int, int>(WriteAsync);
        var first = batcher.AddAsync(0, Cancellation);
        await UntilRunningAsync();
        var others = Enumerable.Range(1, 40).Select(i => batcher.AddAsync(i, Cancellation)).ToArray();
        Assert.Equal(40, batcher.Count);
        Assert.False(first.IsCompleted);
        _commit.SetResult();

        Assert.Equal(0, await first);
        Assert.Equal(Enumerable.Range(1, 40).Select(i => 2 * i), await Task.WhenAll(others));
        Assert.Equal([1, 40], _batches);
    }

    [Fact]
    public async Task Only_the_faulty_request_of_a_batch_fails()
    {
        var batcher = new RequestBatcher<int, int>(async items =>
        {
            await WriteAsync(items);
            return items.Contains(7) ? throw new InvalidOperationException("seven") : items;
        });
        var first = batcher.AddAsync(0, Cancellation);
        await UntilRunningAsync();
        var others = Enumerable.Range(1, 10).Select(i => batcher.AddAsync(i, Cancellation)).ToArray();
        _commit.SetResult();
        await first;

        await Assert.ThrowsAsync<InvalidOperationException>(() => others[6]);
        foreach (var other in others.Where((_, i) => i != 6)) Assert.NotEqual(7, await other);
    }

    [Fact]
    public async Task An_unavailable_database_fails_all_queued_requests_at_once()
    {
        var batcher = new RequestBatcher<int, int>(async items =>
        {
            await WriteAsync(items);
            throw new TimeoutException("locked", new BusyException("locked"));
        });
        var first = batcher.AddAsync(0, Cancellation);
        await UntilRunningAsync();
        var others = Enumerable.Range(1, 300).Select(i => batcher.AddAsync(i, Cancellation)).ToArray();
        _commit.SetResult();

        foreach (var request in others.Prepend(first)) await Assert.ThrowsAsync<BusyException>(() => request);
        Assert.Equal([1], _batches);
        await Assert.ThrowsAsync<BusyException>(() => batcher.AddAsync(1, Cancellation)); // a later request tries again
        Assert.Equal([1, 1], _batches);
    }

    [Fact]
    public async Task A_full_queue_rejects_requests_and_writes_the_rest()
    {
        var batcher = new RequestBatcher<int, int>(WriteAsync);
        var waiting = new List<Task<int>> { batcher.AddAsync(0, Cancellation) };
        await UntilRunningAsync();
        for (var i = 0; i < RequestBatcher<int, int>.Capacity; i++) waiting.Add(batcher.AddAsync(i, Cancellation));
        await Assert.ThrowsAsync<BusyException>(() => batcher.AddAsync(1, Cancellation));
        _commit.SetResult();

        await Task.WhenAll(waiting);
        Assert.Equal(RequestBatcher<int, int>.Capacity + 1, _batches.Sum());
        Assert.True(_batches.Max() <= 256);
    }

    /// <summary>Stands for a transaction; completes when the test sets <see cref="_commit"/>.</summary>
    private async Task<IReadOnlyList<int>> WriteAsync(IReadOnlyList<int> items)
    {
        lock (_batches) _batches.Add(items.Count);
        await _commit.Task;
        return [.. items.Select(item => 2 * item)];
    }

    private async Task UntilRunningAsync()
    {
        while (true)
        {
            lock (_batches)
                if (_batches.Count > 0) return;
            await Task.Delay(1, Cancellation);
        }
    }
}
