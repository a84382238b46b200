using System.Security.Cryptography;
using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.DataProtection;

namespace Cardio.Site.Features.Accounts.SecondFactor;

/// <summary>A secret that is not the account's yet: the form carries it, sealed for this account, until a first code proves that the app has it.</summary>
/// <param name="Secret">The secret, as Base32.</param>
/// <param name="Address">What the QR code says.</param>
/// <param name="Sealed">What the form carries.</param>
internal sealed record SecondFactorSetUp(string Secret, string Address, string Sealed)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    /// <summary>The secret in groups of four, to be typed.</summary>
    public string Spaced => string.Join(' ', Secret.Chunk(4).Select(group => new string(group)));

    public static SecondFactorSetUp For(Account account, IDataProtectionProvider protection)
    {
        var secret = Authenticator.NewSecret();
        return new(secret, Authenticator.Address(account.Email, secret), Protector(protection, account).Protect(secret, Lifetime));
    }

    /// <summary>What a form of this account carried; null where it was tampered with, or is too old.</summary>
    public static SecondFactorSetUp? Open(string? carried, Account account, IDataProtectionProvider protection)
    {
        try
        {
            var secret = Protector(protection, account).Unprotect(carried ?? "");
            return new(secret, Authenticator.Address(account.Email, secret), carried!);
        }
        catch (Exception damaged) when (damaged is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private static ITimeLimitedDataProtector Protector(IDataProtectionProvider protection, Account account) =>
        protection.CreateProtector("Cardio.AuthenticatorSetUp", account.Id.ToString()).ToTimeLimitedDataProtector();
}
