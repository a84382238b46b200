namespace Cardio.Site.Features.Assessments.Batches.Work;

/// <summary>Wakes this process's worker when a batch begins to wait; other processes look by themselves.</summary>
internal sealed class BatchSignal : IDisposable
{
    private readonly SemaphoreSlim _waiting = new(0, 1);

    public void Set()
    {
        lock (_waiting)
        {
            if (_waiting.CurrentCount == 0) _waiting.Release();
        }
    }

    /// <summary>Waits for the next batch, or for a while.</summary>
    public Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken) => _waiting.WaitAsync(longest, cancellationToken);

    public void Dispose() => _waiting.Dispose();
}
