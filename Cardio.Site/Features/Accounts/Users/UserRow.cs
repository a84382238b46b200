namespace Cardio.Site.Features.Accounts.Users;

/// <summary>An account in the administrators' list of users.</summary>
public sealed record UserRow
{
    /// <summary>Identifier of the account.</summary>
    public Guid Id { get; init; }

    /// <summary>E-mail address to sign in with.</summary>
    public string Email { get; init; } = "";

    /// <summary>Name shown to other users.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>When the account was created, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the account was disabled, UTC; null if it is enabled.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>End of the lockout, UTC; null if not locked.</summary>
    public DateTimeOffset? LockoutEnd { get; init; }

    /// <summary>Whether the user has set a password.</summary>
    public bool HasPassword { get; init; }

    /// <summary>Whether the account has an authenticator app or a passkey.</summary>
    public bool HasSecondFactor { get; init; }

    /// <summary>Last request of an open session, UTC; null without an open session.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>Last entry of the user in the audit trail, UTC; null if there is none.</summary>
    public DateTimeOffset? ActedAt { get; init; }

    /// <summary>Names of the active API keys with scopes, comma-separated; null if there are none. They need the role doctor.</summary>
    public string? KeyNames { get; init; }

    /// <summary>Roles in the order of <see cref="Cardio.Site.Clinic.Access.Roles.All"/>.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Last use of the site, UTC: the later of <see cref="SeenAt"/> and <see cref="ActedAt"/>; null if never used.</summary>
    public DateTimeOffset? UsedAt => SeenAt is null || SeenAt < ActedAt ? ActedAt : SeenAt;

    /// <summary>Whether the user can sign in at the given time.</summary>
    public UserState State(DateTimeOffset now) =>
        DisabledAt is not null ? UserState.Disabled
        : !HasPassword ? UserState.Invited
        : LockoutEnd > now ? UserState.Locked
        : UserState.Active;
}
