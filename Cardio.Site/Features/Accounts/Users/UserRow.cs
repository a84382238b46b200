namespace Cardio.Site.Features.Accounts.Users;

/// <summary>An account as administrators see it.</summary>
public sealed record UserRow
{
    /// <summary>Identifier.</summary>
    public Guid Id { get; init; }

    /// <summary>E-mail address.</summary>
    public string Email { get; init; } = "";

    /// <summary>Name shown to others.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>When it was made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when it is shut out, UTC, or null.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Until when sign-in is refused, UTC, or null.</summary>
    public DateTimeOffset? LockoutEnd { get; init; }

    /// <summary>Whether a password was set.</summary>
    public bool HasPassword { get; init; }

    /// <summary>Whether an authenticator app or a passkey was set up.</summary>
    public bool HasSecondFactor { get; init; }

    /// <summary>When an open session was last used, UTC, or null.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>When the trail last tells of them, UTC, or null.</summary>
    public DateTimeOffset? ActedAt { get; init; }

    /// <summary>Names of the account's API keys with scopes, or null if it has none. They need the role doctor.</summary>
    public string? KeyNames { get; init; }

    /// <summary>The roles, in the order of <see cref="Cardio.Site.Clinic.Access.Roles.All"/>.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>When they last used the site, UTC, or null where they never did.</summary>
    public DateTimeOffset? UsedAt => SeenAt is null || SeenAt < ActedAt ? ActedAt : SeenAt;

    /// <summary>Whether they can sign in now.</summary>
    public UserState State(DateTimeOffset now) =>
        DisabledAt is not null ? UserState.Disabled
        : !HasPassword ? UserState.Invited
        : LockoutEnd > now ? UserState.Locked
        : UserState.Active;
}
