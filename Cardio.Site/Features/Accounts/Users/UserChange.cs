namespace Cardio.Site.Features.Accounts.Users;

/// <summary>How a change of an account ended.</summary>
internal enum UserChange
{
    /// <summary>It was made.</summary>
    Made,

    /// <summary>It was so already.</summary>
    Unneeded,

    /// <summary>No active administrator would be left.</summary>
    LastAdministrator,

    /// <summary>Nobody disables themself.</summary>
    Oneself,
}
