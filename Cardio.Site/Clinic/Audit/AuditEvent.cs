using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Cardio.Site.Clinic.Access;

namespace Cardio.Site.Clinic.Audit;

/// <summary>One row of the audit trail.</summary>
internal sealed record AuditEvent
{
    /// <summary>Position in the trail, from 1 without gaps. It defines the order, because clocks may be set back.</summary>
    public long Sequence { get; init; }

    /// <summary>Time of the action, UTC, in microseconds.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Who acted, see <see cref="Actors"/>.</summary>
    public string Actor { get; init; } = "";

    /// <summary>The name of an <see cref="AuditAction"/>.</summary>
    public string Action { get; init; } = "";

    /// <summary>See <see cref="AuditEntry.Subject"/>.</summary>
    public string Subject { get; init; } = "";

    /// <summary>See <see cref="AuditEntry.Detail"/>.</summary>
    public string Detail { get; init; } = "";

    /// <summary>See <see cref="AuditEntry.Result"/>.</summary>
    public string Result { get; init; } = "";

    /// <summary>HMAC-SHA256 over the code of the previous row and this row, lower-case hexadecimal.</summary>
    public string Mac { get; init; } = "";

    /// <summary>
    /// Computes the code of this row from the code of the previous row.
    /// The length precedes each field, so that no text can move from one field to the next.
    /// </summary>
    public string ComputeMac(string previousMac, byte[] key)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        Span<byte> number = stackalloc byte[8];
        Append(Sequence, number);
        Append(At.UtcTicks, number);
        foreach (var text in (ReadOnlySpan<string>)[previousMac, Actor, Action, Subject, Detail, Result])
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
