using System.Security.Cryptography;
using System.Text;
using Cardio.Site.Data.Secrets;

namespace Cardio.Site.Features.Accounts.SecondFactor;

/// <summary>How a recovery code is kept: hashed with a key that is not in the database, so that whoever reads the database can try none.</summary>
internal sealed class RecoveryCodeCipher(SiteSecret secret)
{
    /// <summary>How many an account has.</summary>
    public const int Count = 10;

    /// <summary>Most characters of a code as it is typed, with spaces or dashes.</summary>
    public const int TypedLength = 40;

    private const int Groups = 5;
    private const int GroupLength = 5;

    /// <summary>Neither vowels, which would make words, nor what is easily misread.</summary>
    private const string Letters = "BCDFGHJKMNPQRTVWXY2346789";

    private readonly byte[] _key = secret.Derive("recovery codes");

    /// <summary>A new code of 116 bits, such as "BCDFG-HJKMN-PQRTV-WXY23-46789".</summary>
    public static string New() => string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Letters, GroupLength)));

    /// <summary>HMAC-SHA256, lower-case hexadecimal; case, spaces and dashes do not count.</summary>
    public string Hash(string code) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(Normal(code))));

    private static string Normal(string code) => string.Concat(code.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
