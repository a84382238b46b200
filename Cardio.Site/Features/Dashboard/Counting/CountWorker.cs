using System.Data.Common;
using System.Diagnostics;
using Cardio.Site.Data;

namespace Cardio.Site.Features.Dashboard.Counting;

/// <summary>Counts what is due, behind the doctors' backs.</summary>
internal sealed partial class CountWorker(CountKeeper keeper, CountStore store, ILogger<CountWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // the start does not wait for it
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(await WorkAsync(stoppingToken), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (failure is DbException || BusyDatabase.Explains(failure))
            {
                LogPaused(failure);
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>One pass; gives the pause after it. A pass that took long, since a large day was counted anew, lets writers have nine times as long.</summary>
    private async Task<TimeSpan> WorkAsync(CancellationToken cancellationToken)
    {
        if (!await store.IsBehindAsync(cancellationToken)) return Pause;
        var start = Stopwatch.GetTimestamp();
        var taken = await keeper.PassAsync(cancellationToken);
        var rest = 9 * Stopwatch.GetElapsedTime(start);
        return taken > 0 && rest < Pause ? rest : rest > Pause ? rest : Pause;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The counting pauses, since the database does not serve")]
    private partial void LogPaused(Exception failure);
}
