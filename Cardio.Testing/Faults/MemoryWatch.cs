namespace Cardio.Testing.Faults;

/// <summary>Looks at a process's resident memory every half a second and keeps the most.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private readonly Timer _timer;

    public MemoryWatch(SiteProcess site) => _timer = new(_ => Most = Math.Max(Most, site.HasEnded ? 0 : site.Resident), null, TimeSpan.Zero, TimeSpan.FromSeconds(0.5));

    /// <summary>Bytes.</summary>
    public long Most { get; private set; }

    public void Dispose() => _timer.Dispose();
}
