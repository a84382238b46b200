using Cardio.Site.Clinic.Access;

namespace Cardio.Site.Features.Accounts.Users;

internal static class RoleChoice
{
    /// <summary>Whether at least one role is chosen, each exists, and none is repeated.</summary>
    public static bool IsValid(IReadOnlyList<string>? roles) =>
        roles is [_, ..] && !roles.Except(Roles.All).Any() && roles.Distinct().Count() == roles.Count;
}
