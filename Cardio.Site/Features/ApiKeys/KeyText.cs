using System.Security.Cryptography;
using Cardio.Site.Data.Secrets;

namespace Cardio.Site.Features.ApiKeys;

/// <summary>An API key as clients send it: <c>cardio_ID_SECRET</c>. Secret scanners recognize a leaked key by its fixed prefix.</summary>
internal sealed record KeyText(string Id, string Secret)
{
    private const string Prefix = "cardio";
    private const int IdLength = 12;
    private const int SecretLength = 43; // 32 bytes in base64url

    /// <summary>Creates a random key.</summary>
    public static KeyText Create() => new(RandomNumberGenerator.GetHexString(IdLength, lowercase: true), RandomToken.New());

    /// <summary>Parses a key; returns null if the text is malformed.</summary>
    public static KeyText? Parse(string text) =>
        text.Split('_', 3) is [Prefix, { Length: IdLength } id, { Length: SecretLength } secret] ? new(id, secret) : null;

    /// <summary>Returns the whole key, including the secret.</summary>
    public override string ToString() => $"{Prefix}_{Id}_{Secret}";
}
