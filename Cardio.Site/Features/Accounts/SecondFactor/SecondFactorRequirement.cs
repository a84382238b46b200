namespace Cardio.Site.Features.Accounts.SecondFactor;

/// <summary>Users who must sign in with a second factor.</summary>
public enum SecondFactorRequirement
{
    /// <summary>Administrators only; optional for others.</summary>
    Admins,

    /// <summary>Every user.</summary>
    All,
}
