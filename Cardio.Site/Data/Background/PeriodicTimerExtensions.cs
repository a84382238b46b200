namespace Cardio.Site.Data.Background;

internal static class PeriodicTimerExtensions
{
    /// <summary>
    /// Waits for the next tick; returns false when the service stops.
    /// The plain method throws then. After a failed start the host would report that as a failure of the service.
    /// </summary>
    public static async ValueTask<bool> NextAsync(this PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
