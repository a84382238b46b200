namespace Cardio.Site.Features.Assessments.Batches.Work;

/// <summary>Wakes this process's worker when a batch is queued; other processes poll.</summary>
internal sealed class BatchSignal : IDisposable
{
    private readonly SemaphoreSlim _waiting = new(0, 1);

    /// <summary>Wakes the worker.</summary>
    public void Set()
    {
        lock (_waiting)
        {
            if (_waiting.CurrentCount == 0) _waiting.Release();
        }
    }

    /// <summary>Waits for the signal or the timeout.</summary>
    public Task WaitAsync(TimeSpan timeout, CancellationToken cancellationToken) => _waiting.WaitAsync(timeout, cancellationToken);

    public void Dispose() => _waiting.Dispose();
}
