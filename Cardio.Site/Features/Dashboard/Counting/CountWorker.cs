using System.Diagnostics;
using Cardio.Site.Data.Background;

namespace Cardio.Site.Features.Dashboard.Counting;

/// <summary>Counts what is due, behind the doctors' backs.</summary>
internal sealed partial class CountWorker(CountUpdater keeper, CountStore store, ILogger<CountWorker> log) : PollingService
{
    protected override TimeSpan Pause => TimeSpan.FromSeconds(1);

    /// <summary>
    /// One pass; the next follows before the usual pause only where more is due than one takes. One that took long, since a large day was
    /// counted anew, lets writers have nine times as long.
    /// </summary>
    protected override async Task<TimeSpan> WorkAsync(CancellationToken cancellationToken)
    {
        if (!await store.IsBehindAsync(cancellationToken)) return Pause;
        var start = Stopwatch.GetTimestamp();
        var taken = await keeper.PassAsync(cancellationToken);
        var rest = 9 * Stopwatch.GetElapsedTime(start);
        return taken == CountUpdater.AtOnce || rest > Pause ? rest : Pause;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The counting pauses, since the database does not serve")]
    protected override partial void LogPaused(Exception failure);
}
