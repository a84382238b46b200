using Cardio.Site.Features.Accounts.Passwords;
using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Identity;

namespace Cardio.Site.Features.Accounts.SignIn;

/// <summary>
/// Stops the start if the account store lacks an Identity interface. Identity would silently skip the lockout, stamp or
/// second factor that needs it.
/// </summary>
internal sealed class IdentityCheck(IServiceScopeFactory scopes, PasswordCheck passwords, IHostApplicationLifetime site) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        if (FindMissing(accounts) is [_, ..] missing)
            throw new InvalidOperationException($"The account store does not support: {string.Join(", ", missing)}.");
        site.ApplicationStarted.Register(passwords.Prepare); // after the start, which hashing would slow down
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Names of the features that the store does not support.</summary>
    public static IReadOnlyList<string> FindMissing(UserManager<Account> accounts)
    {
        (string Name, bool IsSupported)[] features =
        [
            ("lockout", accounts.SupportsUserLockout),
            ("security stamps", accounts.SupportsUserSecurityStamp),
            ("a second factor", accounts.SupportsUserTwoFactor),
            ("authenticator keys", accounts.SupportsUserAuthenticatorKey),
            ("recovery codes", accounts.SupportsUserTwoFactorRecoveryCodes),
            ("passkeys", accounts.SupportsUserPasskey),
            ("passwords", accounts.SupportsUserPassword),
            ("roles", accounts.SupportsUserRole),
        ];
        return [.. features.Where(feature => !feature.IsSupported).Select(feature => feature.Name)];
    }
}
