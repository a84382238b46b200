using Cardio.Site.Features.Accounts.Passwords;
using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Identity;

namespace Cardio.Site.Features.Accounts.SignIn;

/// <summary>Refuses to start where the store lost one of Identity's interfaces: without it a lock, a stamp or a second factor is dropped without a word.</summary>
internal sealed class IdentityCheck(IServiceScopeFactory scopes, PasswordCheck passwords, IHostApplicationLifetime site) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        if (Missing(accounts) is [_, ..] missing) throw new InvalidOperationException($"The account store does not support: {string.Join(", ", missing)}.");
        site.ApplicationStarted.Register(passwords.Prepare); // takes a tenth of the start, which does not wait for it
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What the manager does not find in its store.</summary>
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
