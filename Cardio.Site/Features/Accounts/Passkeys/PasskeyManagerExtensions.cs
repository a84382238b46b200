using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Identity;

namespace Cardio.Site.Features.Accounts.Passkeys;

/// <summary>
/// Verifies passkey responses of a browser. The framework throws if the browser sends a response without having asked for
/// options; here that is an invalid response like any other.
/// </summary>
internal static class PasskeyManagerExtensions
{
    /// <summary>Upper limit of the characters of a passkey response in JSON.</summary>
    public const int MaximumLength = 20_000;

    /// <summary>Verifies a sign-in with a passkey; null if no sign-in was started.</summary>
    public static async Task<PasskeyAssertionResult<Account>?> TryAssertPasskeyAsync(this SignInManager<Account> signIn, string credential)
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

    /// <summary>Verifies a new passkey; null if no registration was started.</summary>
    public static async Task<PasskeyAttestationResult?> TryAttestPasskeyAsync(this SignInManager<Account> signIn, string credential)
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
