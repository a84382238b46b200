using System.Data.Common;
using Cardio.Site.Data;

namespace Cardio.Site.Features.Dashboard.Models;

/// <summary>
/// Lets the challenger score what was assessed since it was chosen, a piece at a time and with pauses, so that no doctor waits for it.
/// What is missing is a query: neither a crash nor a second process leaves a gap or a double.
/// </summary>
internal sealed partial class ShadowWorker(ServedModel served, ShadowStore store, ILogger<ShadowWorker> log) : BackgroundService
{
    private const int RowsAtOnce = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    /// <summary>How much later than it says an assessment may be stored: a large file, a clock that lags.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(10);

    private (long Choice, DateTimeOffset From) _scored;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // the start does not wait for it
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Rest;
            try
            {
                if (await WorkAsync(stoppingToken)) pause = Pause;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure) when (failure is DbException || BusyDatabase.Explains(failure))
            {
                LogPaused(failure);
            }
            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Scores a piece; false where nothing is missing, or there is no challenger.</summary>
    internal async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        if (served.Challenger is not var (model, choice)) return false;
        if (_scored.Choice != choice.Sequence) _scored = (choice.Sequence, choice.CreatedAt);
        var (scored, last) = await store.ScoreAsync(model, _scored.From, RowsAtOnce, cancellationToken);
        // What lies well behind the last one is looked at no more, else every look would read all there is.
        if (last - Delay is { } behind && behind > _scored.From) _scored.From = behind;
        return scored == RowsAtOnce;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The challenger's scoring pauses, since the database does not serve")]
    private partial void LogPaused(Exception failure);
}
