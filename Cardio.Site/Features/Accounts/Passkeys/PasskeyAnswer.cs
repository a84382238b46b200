using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Identity;

namespace Cardio.Site.Features.Accounts.Passkeys;

/// <summary>What a browser answers to the question for a passkey. The framework throws where nothing was asked; here that is an answer that does not fit.</summary>
internal static class PasskeyAnswer
{
    /// <summary>Whose passkey it is; null where it is nobody's.</summary>
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

    /// <summary>The passkey that was made; null where none was.</summary>
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
