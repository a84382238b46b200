using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Cardio.Site.Data.Secrets;

/// <summary>A secret of 32 random bytes that a person or a program carries; only its hash is kept.</summary>
internal static class RandomToken
{
    /// <summary>A new one, base64url.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>SHA-256, lower-case hexadecimal. So much chance needs no slow hash.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
