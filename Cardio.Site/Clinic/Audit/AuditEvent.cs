using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Cardio.Site.Clinic.Access;

namespace Cardio.Site.Clinic.Audit;

/// <summary>One row of the trail.</summary>
internal sealed record AuditEvent
{
    /// <summary>Its place, from 1 on without a gap. The order of the trail: clocks may jump.</summary>
    public long Sequence { get; init; }

    /// <summary>When, UTC, to the microsecond.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Who: see <see cref="Actors"/>.</summary>
    public string Actor { get; init; } = "";

    /// <summary>The name of an <see cref="AuditAction"/>.</summary>
    public string Action { get; init; } = "";

    /// <summary>On what.</summary>
    public string Subject { get; init; } = "";

    /// <summary>What else.</summary>
    public string Detail { get; init; } = "";

    /// <summary>How it ended.</summary>
    public string Result { get; init; } = "";

    /// <summary>HMAC-SHA256 over the row before it and this row, lower-case hexadecimal.</summary>
    public string Mac { get; init; } = "";

    /// <summary>The code that this row must carry behind a row with the given code; every field is preceded by its length, so none runs into the next.</summary>
    public string MacBehind(string previous, byte[] key)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        Span<byte> number = stackalloc byte[8];
        Append(Sequence, number);
        Append(At.UtcTicks, number);
        foreach (var text in (ReadOnlySpan<string>)[previous, Actor, Action, Subject, Detail, Result])
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            Append(bytes.Length, number);
            hash.AppendData(bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Append(long value, Span<byte> buffer)
        {
            BinaryPrimitives.WriteInt64BigEndian(buffer, value);
            hash.AppendData(buffer);
        }
    }
}
