namespace Cardio.Site.Features.Accounts.Users;

/// <summary>Actions of an administrator on an account.</summary>
public enum UserAction
{
    /// <summary>Changes the roles.</summary>
    Roles,

    /// <summary>Disables the account.</summary>
    Disable,

    /// <summary>Enables the account again.</summary>
    Enable,

    /// <summary>Removes the second factors.</summary>
    ResetFactor,

    /// <summary>Ends all sessions.</summary>
    EndSessions,
}
