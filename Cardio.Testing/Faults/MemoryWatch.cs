namespace Cardio.Testing.Faults;

/// <summary>Samples the resident memory of a process every half second and keeps the maximum.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private readonly Timer _timer;

    public MemoryWatch(SiteProcess site) => _timer = new(
        _ => Maximum = Math.Max(Maximum, site.HasEnded ? 0 : site.Resident), null, TimeSpan.Zero, TimeSpan.FromSeconds(0.5));

    /// <summary>Highest resident memory so far, in bytes.</summary>
    public long Maximum { get; private set; }

    public void Dispose() => _timer.Dispose();
}
