using System.Security.Cryptography;
using Cardio.Site.Data.Secrets;

namespace Cardio.Site.Features.ApiKeys;

/// <summary>A key as a program carries it: <c>cardio_ID_SECRET</c>. The fixed start lets scanners of source code find one that leaked.</summary>
internal sealed record KeyText(string Id, string Secret)
{
    private const string Start = "cardio";
    private const int IdLength = 12;
    private const int SecretLength = 43; // 32 bytes in base64url

    /// <summary>A new one.</summary>
    public static KeyText New() => new(RandomNumberGenerator.GetHexString(IdLength, lowercase: true), RandomToken.New());

    /// <summary>Takes a key apart; null where it is none.</summary>
    public static KeyText? Parse(string text) =>
        text.Split('_', 3) is [Start, { Length: IdLength } id, { Length: SecretLength } secret] ? new(id, secret) : null;

    /// <summary>The whole key.</summary>
    public override string ToString() => $"{Start}_{Id}_{Secret}";
}
