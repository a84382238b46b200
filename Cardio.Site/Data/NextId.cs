namespace Cardio.Site.Data;

/// <summary>Identifiers of rows of which the newest holds.</summary>
internal static class NextId
{
    /// <summary>An identifier behind the newest one, although two changes may share a moment and clocks may jump.</summary>
    /// <param name="newest">The newest one, or null where there is none.</param>
    /// <param name="now">The time, which a version 7 identifier carries.</param>
    public static Guid Behind(Guid? newest, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        if (newest is not { } before || id > before) return id;
        Span<byte> bytes = stackalloc byte[16];
        before.TryWriteBytes(bytes, bigEndian: true, out _);
        var milliseconds = Convert.ToInt64(Convert.ToHexString(bytes[..6]), 16);
        return Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds + 1));
    }
}
