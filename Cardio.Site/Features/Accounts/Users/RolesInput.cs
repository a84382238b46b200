namespace Cardio.Site.Features.Accounts.Users;

/// <summary>Input of the form that changes an account's roles.</summary>
public sealed class RolesInput
{
    /// <summary>Names of the checked roles.</summary>
    public string[] Roles { get; set; } = [];
}
