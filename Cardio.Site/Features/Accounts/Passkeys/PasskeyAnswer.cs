using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Identity;

namespace Cardio.Site.Features.Accounts.Passkeys;

/// <summary>Reads WebAuthn responses. The framework throws if no challenge was issued; here that is a failed response.</summary>
internal static class PasskeyAnswer
{
    /// <summary>The verified assertion, or null.</summary>
    public static async Task<PasskeyAssertionResult<Account>?> AssertAsync(this SignInManager<Account> signIn, string credential)
    {
        try
        {
            return await signIn.PerformPasskeyAssertionAsync(credential);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The new passkey, or null.</summary>
    public static async Task<PasskeyAttestationResult?> AttestAsync(this SignInManager<Account> signIn, string credential)
    {
        try
        {
            return await signIn.PerformPasskeyAttestationAsync(credential);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
