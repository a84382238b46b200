using System.Diagnostics;
using Cardio.Site.Data.Background;

namespace Cardio.Site.Features.Dashboard.Counting;

/// <summary>Applies pending counts in the background.</summary>
internal sealed partial class CountWorker(CountUpdater updater, CountStore store, ILogger<CountWorker> log) : PollingService
{
    protected override TimeSpan Pause => TimeSpan.FromSeconds(1);

    /// <summary>
    /// Applies one batch. The next follows earlier than usual only if more changes are pending. After a long pass, such as a recount of a
    /// large day, other writers get nine times as long.
    /// </summary>
    protected override async Task<TimeSpan> WorkAsync(CancellationToken cancellationToken)
    {
        if (!await store.IsBehindAsync(cancellationToken)) return Pause;
        var start = Stopwatch.GetTimestamp();
        var taken = await updater.PassAsync(cancellationToken);
        var rest = 9 * Stopwatch.GetElapsedTime(start);
        return taken == CountUpdater.BatchSize || rest > Pause ? rest : Pause;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Counting pauses because the database is unavailable")]
    protected override partial void LogPaused(Exception failure);
}
