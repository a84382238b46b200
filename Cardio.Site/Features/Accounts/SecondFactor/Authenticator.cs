using OtpNet;

namespace Cardio.Site.Features.Accounts.SecondFactor;

/// <summary>Codes of an authenticator app: six digits that change every 30 seconds (RFC 6238).</summary>
internal static class Authenticator
{
    /// <summary>Tolerates a phone clock that is one step off.</summary>
    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    /// <summary>Generates a secret of 160 bits, as Base32.</summary>
    public static string NewSecret() => Base32Encoding.ToString(KeyGeneration.GenerateRandomKey(20)).TrimEnd('=');

    /// <summary>Time step that the code belongs to; null if it matches none within the window.</summary>
    public static long? FindStep(string? secret, string code, DateTimeOffset now) =>
        secret is not null && IsCode(code) && CreateTotp(secret).VerifyTotp(now.UtcDateTime, code, out var step, Window) ? step : null;

    /// <summary>Whether the text has the format of an app's code; recovery codes are longer.</summary>
    public static bool IsCode(string text) => text.Length == 6 && text.All(char.IsAsciiDigit);

    /// <summary>The <c>otpauth</c> URI that an app reads from the QR code.</summary>
    public static string ProvisioningUri(string email, string secret) =>
        $"otpauth://totp/Cardio:{Uri.EscapeDataString(email)}?secret={secret}&issuer=Cardio";

    /// <summary>The code that an app shows at the given time.</summary>
    public static string Code(string secret, DateTimeOffset now) => CreateTotp(secret).ComputeTotp(now.UtcDateTime);

    private static Totp CreateTotp(string secret) => new(Base32Encoding.ToBytes(secret));
}
