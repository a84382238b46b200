using System.Diagnostics;

namespace Cardio.Testing;

internal static class Wait
{
    /// <summary>Polls a condition until it is true; returns the duration, or null after the time limit.</summary>
    public static async Task<TimeSpan?> UntilAsync(Func<Task<bool>> holds, double seconds)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed.TotalSeconds < seconds; await Task.Delay(20))
            if (await holds()) return clock.Elapsed;
        return null;
    }
}
