namespace Cardio.Site.Features.Accounts.Users;

/// <summary>Whether somebody can sign in.</summary>
public enum UserState
{
    /// <summary>Can sign in.</summary>
    Active,

    /// <summary>Has not set a password yet.</summary>
    Invited,

    /// <summary>Is locked for a while after wrong passwords.</summary>
    Locked,

    /// <summary>Was shut out by an administrator.</summary>
    Disabled,
}
