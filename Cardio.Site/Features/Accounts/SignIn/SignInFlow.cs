using System.Security.Claims;
using Cardio.Site.Features.Accounts.Passkeys;
using Cardio.Site.Features.Accounts.Passwords;
using Cardio.Site.Features.Accounts.SecondFactor;
using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Cardio.Site.Features.Accounts.SignIn;

/// <summary>Result of a sign-in step.</summary>
internal enum SignInStep
{
    /// <summary>Too many sign-ins are pending; retry later.</summary>
    Busy,

    /// <summary>Unknown, wrong, locked or disabled.</summary>
    Refused,

    /// <summary>The password is right; a code is needed.</summary>
    NeedsCode,

    /// <summary>Signed in.</summary>
    Done,
}

/// <summary>The steps of a sign-in, and the password check within a session.</summary>
internal sealed class SignInFlow(
    UserManager<Account> accounts, SignInManager<Account> signIn, PasswordCheck passwords, SignInGuard guard, KnownDevices devices,
    TimeProvider time)
{
    private const string StampClaim = "stamp";

    /// <summary>First step: email address and password. Does the same work for every account, so that timing reveals none.</summary>
    public async Task<SignInStep> PasswordAsync(HttpContext http, string email, string password)
    {
        var account = await accounts.FindByNameAsync(email);
        var device = await DeviceAsync(http, account);
        var (fit, upgraded) = await passwords.FitAsync(account, password, http);
        if (fit == PasswordFit.Busy) return SignInStep.Busy;
        if (account is null || fit == PasswordFit.Wrong || !await PassPasswordAsync(account, device))
        {
            await guard.RefuseAsync(account, AuthenticationMethods.Password, device);
            return SignInStep.Refused;
        }
        if (upgraded) await accounts.UpdateAsync(account);
        if (account.TwoFactorEnabled)
        {
            await http.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, Awaiting(account));
            return SignInStep.NeedsCode;
        }
        await SignInAsync(http, account, AuthenticationMethods.Password);
        return SignInStep.Done;
    }

    private Task<bool> PassPasswordAsync(Account account, KnownDevice? device) =>
        account.TwoFactorEnabled ? guard.IsOpenAsync(account, device) : guard.PassPasswordAsync(account, device);

    private async Task<KnownDevice?> DeviceAsync(HttpContext http, Account? account) =>
        account is null ? null : await devices.FindAsync(http, account, CancellationToken.None);

    private async Task SignInAsync(HttpContext http, Account account, params string[] factors)
    {
        await signIn.SignInWithClaimsAsync(account, isPersistent: false, AuthenticationMethods.Claims(factors));
        await devices.RememberAsync(http, account, CancellationToken.None);
    }

    /// <summary>The account that gave the right password minutes ago and needs a code; null if none, or if it changed since.</summary>
    public async Task<Account?> AwaitedAsync(HttpContext http)
    {
        var awaited = (await http.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme)).Principal;
        return awaited?.FindFirstValue(ClaimTypes.Name) is { } id && awaited.FindFirstValue(StampClaim) is { } stamp
            && await accounts.FindByIdAsync(id) is { } account && account.SecurityStamp == stamp ? account : null;
    }

    /// <summary>Second step: a code of the authenticator app, or a recovery code.</summary>
    public async Task<bool> CodeAsync(HttpContext http, Account account, string code)
    {
        var isRecovery = !Authenticator.IsCode(code);
        var device = await DeviceAsync(http, account);
        var passed = isRecovery
            ? await guard.PassRecoveryCodeAsync(account, code, device)
            : Authenticator.Step(await accounts.GetAuthenticatorKeyAsync(account), code, time.GetUtcNow()) is { } step
                && await guard.PassCodeAsync(account, step, device);
        var factor = isRecovery ? AuthenticationMethods.RecoveryCode : AuthenticationMethods.Code;
        if (!passed)
        {
            await guard.RefuseAsync(account, factor, device);
            return false;
        }
        await http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        await SignInAsync(http, account, AuthenticationMethods.Password, factor, AuthenticationMethods.Two);
        return true;
    }

    /// <summary>Replaces both steps: a passkey with user verification.</summary>
    public async Task<bool> PasskeyAsync(HttpContext http, string credential)
    {
        if (await signIn.AssertAsync(credential) is not { Succeeded: true } assertion || !assertion.Passkey.IsUserVerified)
        {
            await guard.RefuseAsync(null, AuthenticationMethods.Passkey);
            return false;
        }
        if (!await guard.PassPasskeyAsync(assertion.User))
        {
            await guard.RefuseAsync(assertion.User, AuthenticationMethods.Passkey);
            return false;
        }
        if (!(await accounts.AddOrUpdatePasskeyAsync(assertion.User, assertion.Passkey)).Succeeded) return false; // concurrent use
        await SignInAsync(http, assertion.User, AuthenticationMethods.Passkey, AuthenticationMethods.Two);
        return true;
    }

    /// <summary>Checks the password of a signed-in user again; wrong ones count as at sign-in.</summary>
    public async Task<PasswordFit> AgainAsync(HttpContext http, Account account, string password)
    {
        var device = await DeviceAsync(http, account);
        var (fit, _) = await passwords.FitAsync(account, password, http);
        if (fit == PasswordFit.Busy || (fit == PasswordFit.Right && await guard.PassPasswordAsync(account, device))) return fit;
        await guard.RefuseAsync(account, AuthenticationMethods.Password, device);
        return PasswordFit.Wrong;
    }

    private static ClaimsPrincipal Awaiting(Account account) => new(new ClaimsIdentity(
        [new(ClaimTypes.Name, account.Id.ToString()), new(StampClaim, account.SecurityStamp)], IdentityConstants.TwoFactorUserIdScheme));
}
