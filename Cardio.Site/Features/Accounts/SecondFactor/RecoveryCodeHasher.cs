using System.Security.Cryptography;
using System.Text;
using Cardio.Site.Data.Secrets;

namespace Cardio.Site.Features.Accounts.SecondFactor;

/// <summary>Creates recovery codes and hashes them with a key outside the database, so that a copy of the database cannot be searched.</summary>
internal sealed class RecoveryCodeHasher(SiteSecret secret)
{
    /// <summary>Number of codes of an account.</summary>
    public const int Count = 10;

    /// <summary>Maximum length of a typed code, with spaces or dashes.</summary>
    public const int TypedLength = 40;

    private const int Groups = 5;
    private const int GroupLength = 5;

    /// <summary>Letters and digits without vowels, which would form words, and without characters that are easily confused.</summary>
    private const string Letters = "BCDFGHJKMNPQRTVWXY2346789";

    private readonly byte[] _key = secret.Derive("recovery codes");

    /// <summary>A new code of 116 bits, such as "BCDFG-HJKMN-PQRTV-WXY23-46789".</summary>
    public static string New() => string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Letters, GroupLength)));

    /// <summary>HMAC-SHA256 of a code, lower-case hexadecimal; ignores case, spaces and dashes.</summary>
    public string Hash(string code) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(Normal(code))));

    private static string Normal(string code) => string.Concat(code.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
