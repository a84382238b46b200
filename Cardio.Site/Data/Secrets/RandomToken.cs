using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Cardio.Site.Data.Secrets;

/// <summary>A secret of 32 random bytes for a link or an API key; only its hash is stored.</summary>
internal static class RandomToken
{
    /// <summary>Creates a token, in base64url.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>SHA-256, lower-case hexadecimal. With 256 random bits a slow password hash adds nothing.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
