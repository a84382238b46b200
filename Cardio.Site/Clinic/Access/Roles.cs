using System.Security.Claims;
using Cardio.Site.Web.Api;

namespace Cardio.Site.Clinic.Access;

/// <summary>The roles of the site; each role is also the name of the authorization policy that requires it.</summary>
public static class Roles
{
    /// <summary>Assesses patients, and sees only their own assessments.</summary>
    public const string Doctor = "doctor";

    /// <summary>Sees aggregates, never a single patient.</summary>
    public const string Manager = "manager";

    /// <summary>Manages accounts, API keys and models.</summary>
    public const string Admin = "admin";

    /// <summary>All roles, in the order of the forms.</summary>
    public static readonly IReadOnlyList<string> All = [Doctor, Manager, Admin];

    /// <summary>Reads the identifier of the signed-in account.</summary>
    /// <exception cref="InvalidOperationException">The request has no signed-in user.</exception>
    public static Guid AccountId(this ClaimsPrincipal user) =>
        user.FindFirstValue(ClaimTypes.NameIdentifier) is { } id
            ? Guid.Parse(id)
            : throw new InvalidOperationException("The request has no signed-in user.");

    /// <summary>The actor for the audit trail: the API key if there is one, otherwise the account.</summary>
    internal static string Actor(this ClaimsPrincipal user) =>
        user.FindFirstValue(ApiGroup.KeyClaim) is { } key ? Actors.Key(key) : Actors.Account(user.AccountId());
}
