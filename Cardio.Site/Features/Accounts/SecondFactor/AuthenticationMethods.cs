using System.Security.Claims;
using Cardio.Site.Clinic.Access;

namespace Cardio.Site.Features.Accounts.SecondFactor;

/// <summary>Authentication methods of a session, stored as <c>amr</c> claims (RFC 8176).</summary>
internal static class AuthenticationMethods
{
    /// <summary>Claim type.</summary>
    public const string Claim = "amr";

    /// <summary>A password.</summary>
    public const string Password = "pwd";

    /// <summary>A code of an authenticator app.</summary>
    public const string Code = "otp";

    /// <summary>A recovery code.</summary>
    public const string RecoveryCode = "rcv";

    /// <summary>A passkey with user verification (fingerprint, face or PIN).</summary>
    public const string Passkey = "pop";

    /// <summary>Two factors; a passkey counts as two.</summary>
    public const string Two = "mfa";

    /// <summary>The claims of a session.</summary>
    public static IEnumerable<Claim> Claims(params string[] factors) => factors.Select(factor => new Claim(Claim, factor));

    /// <summary>Whether the session was opened with two factors.</summary>
    public static bool HasTwoFactors(this ClaimsPrincipal user) => user.HasClaim(Claim, Two);

    /// <summary>Whether this user must have a second factor.</summary>
    public static bool DemandsOf(this SecondFactorDemand demand, ClaimsPrincipal user) =>
        demand == SecondFactorDemand.All || user.IsInRole(Roles.Admin);
}
