using System.Security.Cryptography;
using System.Text;

namespace Cardio.Site.Clinic.Audit;

/// <summary>The end of the trail, sealed: a trail that was cut no longer fits it.</summary>
internal sealed record AuditHead
{
    /// <summary>Reads the stored head.</summary>
    public const string Select = "select sequence, mac, seal from audit_head where id = 1";

    /// <summary>Whether the trail has rows.</summary>
    public const string HasEvents = "select exists (select 1 from audit_event)";

    /// <summary>Why nothing is written.</summary>
    public const string BrokenMessage =
        "The end of the audit trail is missing or not sealed with this CARDIO_SECRET, so nothing is written. Run audit verify.";

    /// <summary>The head of an empty trail.</summary>
    public static AuditHead Empty { get; } = new();

    /// <summary>Sequence of the last row; 0 where there is none.</summary>
    public long Sequence { get; init; }

    /// <summary>Code of the last row; empty where there is none.</summary>
    public string Mac { get; init; } = "";

    /// <summary>HMAC-SHA256 over both, lower-case hexadecimal.</summary>
    public string Seal { get; init; } = "";

    /// <summary>Whether this head carries the seal of a key.</summary>
    public bool IsSealedBy(byte[] key) => Seal == SealWith(key);

    /// <summary>The seal that this head must carry.</summary>
    public string SealWith(byte[] key) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"head {Sequence} {Mac}")));
}
