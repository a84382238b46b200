using System.Security.Cryptography;
using System.Text;

namespace Cardio.Site.Clinic.Audit;

/// <summary>The sealed end of the audit trail. If rows are cut off the end, the trail no longer matches it.</summary>
internal sealed record AuditHead
{
    /// <summary>Reads the stored head.</summary>
    public const string Select = "select sequence, mac, seal from audit_head where id = 1";

    /// <summary>Whether the trail has rows.</summary>
    public const string HasEvents = "select exists (select 1 from audit_event)";

    /// <summary>Explains why the site writes nothing.</summary>
    public const string BrokenMessage =
        "The end of the audit trail is missing or not sealed with this CARDIO_SECRET, so nothing is written. Run audit verify.";

    /// <summary>The head of an empty trail.</summary>
    public static AuditHead Empty { get; } = new();

    /// <summary>Sequence of the last row, or 0.</summary>
    public long Sequence { get; init; }

    /// <summary>Code of the last row, or empty.</summary>
    public string Mac { get; init; } = "";

    /// <summary>HMAC-SHA256 over sequence and code, lower-case hexadecimal.</summary>
    public string Seal { get; init; } = "";

    /// <summary>Whether the stored seal was made with a key.</summary>
    public bool IsSealedBy(byte[] key) => Seal == ComputeSeal(key);

    /// <summary>Computes the seal of this head.</summary>
    public string ComputeSeal(byte[] key) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"head {Sequence} {Mac}")));
}
