namespace Cardio.Site.Data.Writing;

/// <summary>Identifiers of rows of which the newest holds.</summary>
internal static class SequentialGuid
{
    /// <summary>An identifier behind the newest one, although two changes may share a moment and clocks may jump.</summary>
    /// <param name="newest">The newest one, or null where there is none.</param>
    /// <param name="now">The time, which a version 7 identifier carries.</param>
    public static Guid After(Guid? newest, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        if (newest is not { } before || id > before) return id;
        return Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds(before) + 1));
    }

    /// <summary>The time that a version 7 identifier carries, in milliseconds since 1970 (RFC 9562, 5.7).</summary>
    public static long Milliseconds(Guid id) => Convert.ToInt64(id.ToString("N")[..12], 16);
}
