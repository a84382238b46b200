using System.Security.Cryptography;
using System.Text;
using Cardio.Site.Data.Secrets;

namespace Cardio.Site.Features.Accounts.SecondFactor;

/// <summary>
/// Generates recovery codes and hashes them for storage. The hash uses a key from outside the database, so a stolen
/// database is not enough to test guesses.
/// </summary>
internal sealed class RecoveryCodeHasher(SiteSecret secret)
{
    /// <summary>Number of codes that an account gets.</summary>
    public const int Count = 10;

    /// <summary>Maximum characters of a typed code, including spaces and dashes.</summary>
    public const int TypedLength = 40;

    private const int Groups = 5;
    private const int GroupLength = 5;

    /// <summary>Leaves out vowels, so that no words appear, and characters that are easily misread.</summary>
    private const string Alphabet = "BCDFGHJKMNPQRTVWXY2346789";

    private readonly byte[] _key = secret.Derive("recovery codes");

    /// <summary>Generates a random code of 116 bits, such as "BCDFG-HJKMN-PQRTV-WXY23-46789".</summary>
    public static string Generate() =>
        string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Alphabet, GroupLength)));

    /// <summary>HMAC-SHA256 in lower-case hexadecimal; ignores case, spaces and dashes.</summary>
    public string Hash(string code) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(Normalize(code))));

    private static string Normalize(string code) => string.Concat(code.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
