using OtpNet;

namespace Cardio.Site.Features.Accounts.SecondFactor;

/// <summary>Codes of an authenticator app: six digits, a new one each 30 seconds (RFC 6238).</summary>
internal static class Authenticator
{
    /// <summary>A phone's clock may be one step off.</summary>
    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    /// <summary>A secret of 160 bits, as Base32.</summary>
    public static string NewSecret() => Base32Encoding.ToString(KeyGeneration.GenerateRandomKey(20)).TrimEnd('=');

    /// <summary>The step of time that the code belongs to, or null where it fits none near now.</summary>
    public static long? Step(string? secret, string code, DateTimeOffset now) =>
        secret is not null && IsCode(code) && Codes(secret).VerifyTotp(now.UtcDateTime, code, out var step, Window) ? step : null;

    /// <summary>Whether a text looks like such a code, and not like a recovery code.</summary>
    public static bool IsCode(string text) => text.Length == 6 && text.All(char.IsAsciiDigit);

    /// <summary>The address that an app reads from the QR code.</summary>
    public static string Address(string email, string secret) =>
        $"otpauth://totp/Cardio:{Uri.EscapeDataString(email)}?secret={secret}&issuer=Cardio";

    /// <summary>The code of an instant.</summary>
    public static string Code(string secret, DateTimeOffset now) => Codes(secret).ComputeTotp(now.UtcDateTime);

    private static Totp Codes(string secret) => new(Base32Encoding.ToBytes(secret));
}
