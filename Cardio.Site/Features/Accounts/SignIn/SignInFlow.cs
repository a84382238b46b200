using System.Security.Claims;
using Cardio.Site.Features.Accounts.Passkeys;
using Cardio.Site.Features.Accounts.Passwords;
using Cardio.Site.Features.Accounts.SecondFactor;
using Cardio.Site.Features.Accounts.Store;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Cardio.Site.Features.Accounts.SignIn;

/// <summary>The steps of a sign-in, and the password confirmation of a signed-in user.</summary>
internal sealed class SignInFlow(
    UserManager<Account> accounts,
    SignInManager<Account> signIn,
    PasswordCheck passwords,
    SignInGuard guard,
    KnownDevices devices,
    TimeProvider time)
{
    private const string StampClaim = "stamp";

    /// <summary>
    /// First step: e-mail address and password. Does the same work for every account, so that neither the answer nor its
    /// timing reveals which accounts exist.
    /// </summary>
    public async Task<SignInStep> SignInWithPasswordAsync(HttpContext http, string email, string password)
    {
        var account = await accounts.FindByNameAsync(email);
        var device = await FindDeviceAsync(http, account);
        var (result, isRehashed) = await passwords.VerifyAsync(account, password, http);
        if (result == PasswordCheckResult.Busy) return SignInStep.Busy;
        if (account is null || result == PasswordCheckResult.Wrong || !await IsAcceptedAsync(account, device))
        {
            await guard.RefuseAsync(account, AuthenticationMethods.Password, device);
            return SignInStep.Refused;
        }
        if (isRehashed) await accounts.UpdateAsync(account);
        if (account.TwoFactorEnabled)
        {
            await http.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, CreatePendingPrincipal(account));
            return SignInStep.NeedsCode;
        }
        await SignInAsync(http, account, AuthenticationMethods.Password);
        return SignInStep.Done;
    }

    private Task<bool> IsAcceptedAsync(Account account, KnownDevice? device) =>
        account.TwoFactorEnabled ? guard.CheckUnlockedAsync(account, device) : guard.CheckPasswordAsync(account, device);

    private async Task<KnownDevice?> FindDeviceAsync(HttpContext http, Account? account) =>
        account is null ? null : await devices.FindAsync(http, account, CancellationToken.None);

    private async Task SignInAsync(HttpContext http, Account account, params string[] methods)
    {
        await signIn.SignInWithClaimsAsync(account, isPersistent: false, AuthenticationMethods.ToClaims(methods));
        await devices.RememberAsync(http, account, CancellationToken.None);
    }

    /// <summary>The account that has passed the first step and still needs a code; null if none, expired or changed since.</summary>
    public async Task<Account?> FindPendingAccountAsync(HttpContext http)
    {
        var pending = (await http.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme)).Principal;
        return pending?.FindFirstValue(ClaimTypes.Name) is { } id && pending.FindFirstValue(StampClaim) is { } stamp
            && await accounts.FindByIdAsync(id) is { } account && account.SecurityStamp == stamp ? account : null;
    }

    /// <summary>Second step: a code of the authenticator app, or a recovery code.</summary>
    public async Task<bool> SignInWithCodeAsync(HttpContext http, Account account, string code)
    {
        var isRecoveryCode = !Authenticator.IsCode(code);
        var device = await FindDeviceAsync(http, account);
        var isAccepted = isRecoveryCode
            ? await guard.CheckRecoveryCodeAsync(account, code, device)
            : Authenticator.FindStep(await accounts.GetAuthenticatorKeyAsync(account), code, time.GetUtcNow()) is { } step
                && await guard.CheckCodeAsync(account, step, device);
        var method = isRecoveryCode ? AuthenticationMethods.RecoveryCode : AuthenticationMethods.Code;
        if (!isAccepted)
        {
            await guard.RefuseAsync(account, method, device);
            return false;
        }
        await http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        await SignInAsync(http, account, AuthenticationMethods.Password, method, AuthenticationMethods.MultiFactor);
        return true;
    }

    /// <summary>Replaces both steps: a passkey whose device verified its user.</summary>
    public async Task<bool> SignInWithPasskeyAsync(HttpContext http, string credential)
    {
        if (await signIn.TryAssertPasskeyAsync(credential) is not { Succeeded: true } assertion || !assertion.Passkey.IsUserVerified)
        {
            await guard.RefuseAsync(null, AuthenticationMethods.Passkey);
            return false;
        }
        if (!await guard.CheckPasskeyAsync(assertion.User))
        {
            await guard.RefuseAsync(assertion.User, AuthenticationMethods.Passkey);
            return false;
        }
        // Fails if another request uses the same passkey at the same time.
        if (!(await accounts.AddOrUpdatePasskeyAsync(assertion.User, assertion.Passkey)).Succeeded) return false;
        await SignInAsync(http, assertion.User, AuthenticationMethods.Passkey, AuthenticationMethods.MultiFactor);
        return true;
    }

    /// <summary>Checks the password of a signed-in user again. Wrong guesses count towards the lockout.</summary>
    public async Task<PasswordCheckResult> ConfirmPasswordAsync(HttpContext http, Account account, string password)
    {
        var device = await FindDeviceAsync(http, account);
        var (result, _) = await passwords.VerifyAsync(account, password, http);
        if (result == PasswordCheckResult.Busy) return result;
        if (result == PasswordCheckResult.Correct && await guard.CheckPasswordAsync(account, device)) return result;
        await guard.RefuseAsync(account, AuthenticationMethods.Password, device);
        return PasswordCheckResult.Wrong;
    }

    private static ClaimsPrincipal CreatePendingPrincipal(Account account) => new(new ClaimsIdentity(
        [new(ClaimTypes.Name, account.Id.ToString()), new(StampClaim, account.SecurityStamp)], IdentityConstants.TwoFactorUserIdScheme));
}
