using System.Data.Common;
using Cardio.Site.Data.Connections;

namespace Cardio.Site.Data.Background;

/// <summary>
/// Work behind the requests, round by round, each followed by the pause that it asks for. Where the database does not serve, that is
/// told and tried again.
/// </summary>
internal abstract class PollingService : BackgroundService
{
    /// <summary>The usual pause, and that after a round that failed.</summary>
    protected abstract TimeSpan Pause { get; }

    /// <summary>One round; gives the pause after it.</summary>
    protected abstract Task<TimeSpan> WorkAsync(CancellationToken cancellationToken);

    /// <summary>Tells of a database that does not serve.</summary>
    protected abstract void LogPaused(Exception failure);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // the start does not wait for it
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Pause;
            try
            {
                pause = await WorkAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (failure is DbException || TransientDatabaseErrors.Explains(failure))
            {
                LogPaused(failure);
            }
            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
