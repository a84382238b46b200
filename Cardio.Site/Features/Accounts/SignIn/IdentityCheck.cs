using Cardio.Site.Features.Accounts.Passwords;
using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Identity;

namespace Cardio.Site.Features.Accounts.SignIn;

/// <summary>Fails the start if the store lacks an interface of Identity, which would silently skip lockout, stamps or factors.</summary>
internal sealed class IdentityCheck(IServiceScopeFactory scopes, PasswordCheck passwords, IHostApplicationLifetime site) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        if (Missing(accounts) is [_, ..] missing)
            throw new InvalidOperationException($"The account store does not support: {string.Join(", ", missing)}.");
        site.ApplicationStarted.Register(passwords.Prepare); // in the background: it would take a tenth of the start time
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The features that the store lacks.</summary>
    public static IReadOnlyList<string> Missing(UserManager<Account> accounts)
    {
        (string Name, bool IsThere)[] parts =
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
        return [.. parts.Where(part => !part.IsThere).Select(part => part.Name)];
    }
}
