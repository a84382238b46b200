namespace Cardio.Site.Data.Writing;

/// <summary>Identifiers for tables in which the row with the highest identifier is the current one.</summary>
internal static class SequentialGuid
{
    /// <summary>Creates an identifier that sorts after the newest one, even if the clock was set back.</summary>
    /// <param name="newest">The newest identifier, or null for an empty table.</param>
    /// <param name="now">The current time, which a version 7 identifier contains.</param>
    public static Guid After(Guid? newest, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        if (newest is not { } before || id > before) return id;
        return Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds(before) + 1));
    }

    /// <summary>Reads the time in a version 7 identifier, in milliseconds since 1970 (RFC 9562, 5.7).</summary>
    public static long Milliseconds(Guid id) => Convert.ToInt64(id.ToString("N")[..12], 16);
}
