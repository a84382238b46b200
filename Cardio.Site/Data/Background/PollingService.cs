using System.Data.Common;
using Cardio.Site.Data.Connections;

namespace Cardio.Site.Data.Background;

/// <summary>
/// Repeats work in the background until the site stops. If the database is unavailable, it logs that and tries again.
/// A service that must follow the clock of a test uses a <see cref="PeriodicTimer"/> instead, see <see cref="PeriodicTimerExtensions"/>.
/// </summary>
internal abstract class PollingService : BackgroundService
{
    /// <summary>The usual pause between two runs, and the pause after a run that failed.</summary>
    protected abstract TimeSpan Pause { get; }

    /// <summary>Does the work once; returns the pause before the next run.</summary>
    protected abstract Task<TimeSpan> WorkAsync(CancellationToken cancellationToken);

    /// <summary>Logs a failed run.</summary>
    protected abstract void LogPaused(Exception failure);

    /// <summary>Whether to log a failure and try again; any other exception stops the site.</summary>
    protected virtual bool IsTransient(Exception failure) => failure is DbException || TransientDatabaseErrors.Explains(failure);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // the start of the site does not wait for the first run
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
            catch (Exception failure) when (IsTransient(failure))
            {
                LogPaused(failure);
            }
            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
