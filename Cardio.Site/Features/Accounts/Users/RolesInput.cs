namespace Cardio.Site.Features.Accounts.Users;

/// <summary>The roles of an account as they are ticked.</summary>
public sealed class RolesInput
{
    /// <summary>Their names.</summary>
    public string[] Roles { get; set; } = [];
}

/// <summary>What an administrator can do with an account.</summary>
public enum UserAction
{
    /// <summary>Other roles.</summary>
    Roles,

    /// <summary>Shut it out.</summary>
    Disable,

    /// <summary>Let it in again.</summary>
    Enable,

    /// <summary>Take its second factors away.</summary>
    ResetFactor,

    /// <summary>End its sessions, and change nothing.</summary>
    EndSessions,
}
