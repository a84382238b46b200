namespace Cardio.Site.Data.Background;

internal static class PeriodicTimerExtensions
{
    /// <summary>
    /// Waits for the next tick; false where the service ends. It also ends where the start failed, and the host would then take what a
    /// timer throws for a fault of the service.
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
