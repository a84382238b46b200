using System.Security.Cryptography;
using System.Text;
using Cardio.Site.Data;

namespace Cardio.Site.Features.Accounts;

/// <summary>How a recovery code is kept: hashed with a key that is not in the database, since a code is short enough to be guessed from its hash.</summary>
internal sealed class RecoveryCodes(SiteSecret secret)
{
    /// <summary>How many an account has.</summary>
    public const int Count = 10;

    /// <summary>Neither vowels, which would make words, nor what is easily misread.</summary>
    private const string Letters = "BCDFGHJKMNPQRTVWXY2346789";

    private readonly byte[] _key = secret.Derive("recovery codes");

    /// <summary>A new code, such as "BCDFG-HJKMN".</summary>
    public static string New() => RandomNumberGenerator.GetString(Letters, 10).Insert(5, "-");

    /// <summary>HMAC-SHA256, lower-case hexadecimal; case, spaces and dashes do not count.</summary>
    public string Hash(string code) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(Normal(code))));

    private static string Normal(string code) => string.Concat(code.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
