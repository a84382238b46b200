using System.Security.Cryptography;
using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.DataProtection;

namespace Cardio.Site.Features.Accounts.SecondFactor;

/// <summary>
/// A new authenticator secret that the account does not use yet. The form carries it, encrypted for this account, until
/// a first code proves that the app has it.
/// </summary>
/// <param name="Secret">The secret, as Base32.</param>
/// <param name="Uri">Content of the QR code.</param>
/// <param name="ProtectedSecret">The encrypted secret in the form.</param>
internal sealed record SecondFactorSetUp(string Secret, string Uri, string ProtectedSecret)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    /// <summary>The secret in groups of four characters, easier to type.</summary>
    public string FormatSecret() => string.Join(' ', Secret.Chunk(4).Select(group => new string(group)));

    /// <summary>Generates and encrypts a new secret.</summary>
    public static SecondFactorSetUp Create(Account account, IDataProtectionProvider protection)
    {
        var secret = Authenticator.NewSecret();
        return new(secret, Authenticator.ProvisioningUri(account.Email, secret), Protector(protection, account).Protect(secret, Lifetime));
    }

    /// <summary>Decrypts the secret of a posted form; null if it is invalid, expired or of another account.</summary>
    public static SecondFactorSetUp? Unprotect(string? protectedSecret, Account account, IDataProtectionProvider protection)
    {
        try
        {
            var secret = Protector(protection, account).Unprotect(protectedSecret ?? "");
            return new(secret, Authenticator.ProvisioningUri(account.Email, secret), protectedSecret!);
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private static ITimeLimitedDataProtector Protector(IDataProtectionProvider protection, Account account) =>
        protection.CreateProtector("Cardio.AuthenticatorSetUp", account.Id.ToString()).ToTimeLimitedDataProtector();
}
