namespace Cardio.Site.Features.Accounts.Users;

/// <summary>Whether a user can sign in, and if not, why.</summary>
public enum UserState
{
    /// <summary>Can sign in.</summary>
    Active,

    /// <summary>Has not set a password yet.</summary>
    Invited,

    /// <summary>Temporarily locked after failed sign-ins.</summary>
    Locked,

    /// <summary>Disabled by an administrator.</summary>
    Disabled,
}
