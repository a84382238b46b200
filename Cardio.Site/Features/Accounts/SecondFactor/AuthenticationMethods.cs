using System.Security.Claims;
using Cardio.Site.Clinic.Access;

namespace Cardio.Site.Features.Accounts.SecondFactor;

/// <summary>Values of the <c>amr</c> claims, which say how a session was authenticated (RFC 8176).</summary>
internal static class AuthenticationMethods
{
    public const string ClaimType = "amr";

    public const string Password = "pwd";

    /// <summary>A code of an authenticator app.</summary>
    public const string Code = "otp";

    public const string RecoveryCode = "rcv";

    /// <summary>A passkey whose device verified its user by fingerprint, face or PIN.</summary>
    public const string Passkey = "pop";

    /// <summary>Two factors. A passkey alone counts as two: the device and the user verification.</summary>
    public const string MultiFactor = "mfa";

    public static IEnumerable<Claim> ToClaims(params string[] methods) => methods.Select(method => new Claim(ClaimType, method));

    /// <summary>Whether the session was authenticated with two factors.</summary>
    public static bool HasTwoFactors(this ClaimsPrincipal user) => user.HasClaim(ClaimType, MultiFactor);

    /// <summary>Whether this user must have a second factor.</summary>
    public static bool AppliesTo(this SecondFactorRequirement requirement, ClaimsPrincipal user) =>
        requirement == SecondFactorRequirement.All || user.IsInRole(Roles.Admin);
}
