using System.Security.Claims;
using Cardio.Site.Web.Api;

namespace Cardio.Site.Clinic.Access;

/// <summary>The roles of the site; each is also the name of the policy that asks for it.</summary>
public static class Roles
{
    /// <summary>Assesses patients and sees their own assessments.</summary>
    public const string Doctor = "doctor";

    /// <summary>Sees aggregates, never a patient.</summary>
    public const string Manager = "manager";

    /// <summary>Manages accounts, keys and models.</summary>
    public const string Admin = "admin";

    /// <summary>Every role.</summary>
    public static readonly IReadOnlyList<string> All = [Doctor, Manager, Admin];

    /// <summary>The identifier of the signed-in account.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    public static Guid AccountId(this ClaimsPrincipal user) =>
        user.FindFirstValue(ClaimTypes.NameIdentifier) is { } id
            ? Guid.Parse(id)
            : throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>Who acts, as the audit trail names it: a program's key, else the account.</summary>
    internal static string Actor(this ClaimsPrincipal user) =>
        user.FindFirstValue(ApiGroup.KeyClaim) is { } key ? Actors.Key(key) : Actors.Account(user.AccountId());
}
