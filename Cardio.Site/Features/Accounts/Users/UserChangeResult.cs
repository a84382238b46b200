namespace Cardio.Site.Features.Accounts.Users;

/// <summary>Result of an administrator's change to an account.</summary>
internal enum UserChangeResult
{
    Changed,

    /// <summary>The account already was in the requested state.</summary>
    Unchanged,

    /// <summary>Rejected: no active administrator would remain.</summary>
    LastAdministrator,

    /// <summary>Rejected: administrators cannot disable themselves.</summary>
    Oneself,
}
