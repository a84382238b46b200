namespace Cardio.Site.Data.Connections;

internal static class StoredInstant
{
    /// <summary>Truncates an instant to microseconds in UTC, the precision of both databases.</summary>
    public static DateTimeOffset ToStoredPrecision(this DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
