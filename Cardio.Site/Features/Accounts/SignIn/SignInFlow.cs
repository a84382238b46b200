using System.Security.Claims;
using Cardio.Site.Features.Accounts.Passkeys;
using Cardio.Site.Features.Accounts.Passwords;
using Cardio.Site.Features.Accounts.SecondFactor;
using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Cardio.Site.Features.Accounts.SignIn;

/// <summary>How a step of the sign-in ended.</summary>
internal enum SignInStep
{
    /// <summary>Too many sign in: come again.</summary>
    Busy,

    /// <summary>Unknown, wrong, locked or disabled.</summary>
    Refused,

    /// <summary>The password fits, and a code is asked for.</summary>
    NeedsCode,

    /// <summary>Signed in.</summary>
    Done,
}

/// <summary>The steps of a sign-in, and the check of a password in a session.</summary>
internal sealed class SignInFlow(
    UserManager<Account> accounts, SignInManager<Account> signIn, PasswordCheck passwords, SignInGuard guard, KnownDevices devices,
    TimeProvider time)
{
    private const string StampClaim = "stamp";

    /// <summary>First step: address and password. The same work for every kind of account, so that neither words nor time tell them apart.</summary>
    public async Task<SignInStep> PasswordAsync(HttpContext http, string email, string password)
    {
        var account = await accounts.FindByNameAsync(email);
        var device = await DeviceAsync(http, account);
        var (fit, upgraded) = await passwords.FitAsync(account, password, http);
        if (fit == PasswordFit.Busy) return SignInStep.Busy;
        if (account is null || fit == PasswordFit.Wrong || !await PassAsync(account, device))
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

    private Task<bool> PassAsync(Account account, KnownDevice? device) =>
        account.TwoFactorEnabled ? guard.IsOpenAsync(account, device) : guard.PassAsync(account, device);

    private async Task<KnownDevice?> DeviceAsync(HttpContext http, Account? account) =>
        account is null ? null : await devices.FindAsync(http, account, CancellationToken.None);

    private async Task SignInAsync(HttpContext http, Account account, params string[] factors)
    {
        await signIn.SignInWithClaimsAsync(account, isPersistent: false, AuthenticationMethods.Claims(factors));
        await devices.RememberAsync(http, account, CancellationToken.None);
    }

    /// <summary>Whoever gave the right password a few minutes ago and owes the code; null where that is nobody, or where the account changed since.</summary>
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
            ? await guard.PassAsync(account, code, device)
            : Authenticator.Step(await accounts.GetAuthenticatorKeyAsync(account), code, time.GetUtcNow()) is { } step
                && await guard.PassAsync(account, step, device);
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

    /// <summary>In place of both steps: a passkey, whose device has verified its user.</summary>
    public async Task<bool> PasskeyAsync(HttpContext http, string credential)
    {
        if (await signIn.AssertAsync(credential) is not { Succeeded: true } assertion || !assertion.Passkey.IsUserVerified)
        {
            await guard.RefuseAsync(null, AuthenticationMethods.Passkey);
            return false;
        }
        if (!await guard.PassWithPasskeyAsync(assertion.User))
        {
            await guard.RefuseAsync(assertion.User, AuthenticationMethods.Passkey);
            return false;
        }
        if (!(await accounts.AddOrUpdatePasskeyAsync(assertion.User, assertion.Passkey)).Succeeded) return false; // used twice at once
        await SignInAsync(http, assertion.User, AuthenticationMethods.Passkey, AuthenticationMethods.Two);
        return true;
    }

    /// <summary>The password of somebody who is signed in, asked for again; guesses count as at the sign-in.</summary>
    public async Task<PasswordFit> AgainAsync(HttpContext http, Account account, string password)
    {
        var device = await DeviceAsync(http, account);
        var (fit, _) = await passwords.FitAsync(account, password, http);
        if (fit == PasswordFit.Busy || (fit == PasswordFit.Right && await guard.PassAsync(account, device))) return fit;
        await guard.RefuseAsync(account, AuthenticationMethods.Password, device);
        return PasswordFit.Wrong;
    }

    private static ClaimsPrincipal Awaiting(Account account) => new(new ClaimsIdentity(
        [new(ClaimTypes.Name, account.Id.ToString()), new(StampClaim, account.SecurityStamp)], IdentityConstants.TwoFactorUserIdScheme));
}
