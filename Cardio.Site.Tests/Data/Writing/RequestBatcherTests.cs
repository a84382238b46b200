using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Writing;

namespace Cardio.Site.Tests.Data.Writing;

public sealed class RequestBatcherTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private readonly List<int> _groups = [];
    private readonly TaskCompletionSource _disk = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task What_comes_while_a_commit_is_under_way_is_written_together_by_the_next()
    {
        var commits = new RequestBatcher<int, int>(WriteAsync);
        var first = commits.AddAsync(0, Cancellation);
        await BegunAsync();
        var others = Enumerable.Range(1, 40).Select(i => commits.AddAsync(i, Cancellation)).ToArray();
        Assert.Equal(40, commits.Count);
        Assert.False(first.IsCompleted);
        _disk.SetResult();

        Assert.Equal(0, await first);
        Assert.Equal(Enumerable.Range(1, 40).Select(i => 2 * i), await Task.WhenAll(others));
        Assert.Equal([1, 40], _groups);
    }

    [Fact]
    public async Task Only_the_one_at_fault_fails()
    {
        var commits = new RequestBatcher<int, int>(async items =>
        {
            await WriteAsync(items);
            return items.Contains(7) ? throw new InvalidOperationException("seven") : items;
        });
        var first = commits.AddAsync(0, Cancellation);
        await BegunAsync();
        var others = Enumerable.Range(1, 10).Select(i => commits.AddAsync(i, Cancellation)).ToArray();
        _disk.SetResult();
        await first;

        await Assert.ThrowsAsync<InvalidOperationException>(() => others[6]);
        foreach (var other in others.Where((_, i) => i != 6)) Assert.NotEqual(7, await other);
    }

    [Fact]
    public async Task Where_the_database_takes_no_writes_nobody_waits_behind_who_waited()
    {
        var commits = new RequestBatcher<int, int>(async items =>
        {
            await WriteAsync(items);
            throw new TimeoutException("locked", new BusyException("locked"));
        });
        var first = commits.AddAsync(0, Cancellation);
        await BegunAsync();
        var others = Enumerable.Range(1, 300).Select(i => commits.AddAsync(i, Cancellation)).ToArray();
        _disk.SetResult();

        foreach (var one in others.Prepend(first)) await Assert.ThrowsAsync<BusyException>(() => one);
        Assert.Equal([1], _groups);
        await Assert.ThrowsAsync<BusyException>(() => commits.AddAsync(1, Cancellation)); // and it still tries
        Assert.Equal([1, 1], _groups);
    }

    [Fact]
    public async Task Too_many_are_told_to_come_again_and_the_rest_is_written()
    {
        var commits = new RequestBatcher<int, int>(WriteAsync);
        var waiting = new List<Task<int>> { commits.AddAsync(0, Cancellation) };
        await BegunAsync();
        for (var i = 0; i < RequestBatcher<int, int>.Capacity; i++) waiting.Add(commits.AddAsync(i, Cancellation));
        await Assert.ThrowsAsync<BusyException>(() => commits.AddAsync(1, Cancellation));
        _disk.SetResult();

        await Task.WhenAll(waiting);
        Assert.Equal(RequestBatcher<int, int>.Capacity + 1, _groups.Sum());
        Assert.True(_groups.Max() <= 256);
    }

    /// <summary>Writes nothing, after as long as the test wants.</summary>
    private async Task<IReadOnlyList<int>> WriteAsync(IReadOnlyList<int> items)
    {
        lock (_groups) _groups.Add(items.Count);
        await _disk.Task;
        return [.. items.Select(item => 2 * item)];
    }

    private async Task BegunAsync()
    {
        while (true)
        {
            lock (_groups)
                if (_groups.Count > 0) return;
            await Task.Delay(1, Cancellation);
        }
    }
}
