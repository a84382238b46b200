namespace Cardio.Site.Features.ApiKeys;

/// <summary>A stored API key, without its secret.</summary>
public sealed record ApiKey
{
    /// <summary>Identifier: the middle part of the key.</summary>
    public string Id { get; init; } = "";

    /// <summary>The account that the key acts for.</summary>
    public Guid AccountId { get; init; }

    /// <summary>Purpose of the key.</summary>
    public string Name { get; init; } = "";

    /// <summary>Scopes, separated by spaces.</summary>
    public string Scope { get; init; } = "";

    /// <summary>SHA-256 of the secret part, lower-case hexadecimal.</summary>
    public string SecretSha256 { get; init; } = "";

    /// <summary>When the key was created, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the key expires, UTC.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the key was revoked, UTC; otherwise null.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>When the account was disabled, UTC; otherwise null.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>E-mail address of the account.</summary>
    public string Email { get; init; } = "";

    /// <summary>Display name of the account.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>Current roles of the account, separated by spaces; null if it has none.</summary>
    public string? Role { get; init; }

    /// <summary>The roles as a list.</summary>
    public IReadOnlyList<string> Roles => Role?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The scopes as a list.</summary>
    public IReadOnlyList<string> Scopes => Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether the key authenticates its account. Scopes and roles then decide what it may do.</summary>
    public bool IsValid(DateTimeOffset now) => State(now) is KeyState.Active or KeyState.OwnerNotDoctor;

    /// <summary>Returns why the key works or does not work at a time.</summary>
    public KeyState State(DateTimeOffset now) =>
        RevokedAt is not null ? KeyState.Revoked
        : DisabledAt is not null ? KeyState.OwnerDisabled
        : ExpiresAt <= now ? KeyState.Expired
        : Scopes.Count > 0 && !Roles.Contains(Cardio.Site.Clinic.Access.Roles.Doctor) ? KeyState.OwnerNotDoctor
        : KeyState.Active;
}

/// <summary>State of an API key.</summary>
public enum KeyState
{
    /// <summary>The key works.</summary>
    Active,

    /// <summary>The key has expired.</summary>
    Expired,

    /// <summary>The key was revoked.</summary>
    Revoked,

    /// <summary>The account is disabled.</summary>
    OwnerDisabled,

    /// <summary>The key has scopes, but its account no longer has the role doctor.</summary>
    OwnerNotDoctor,
}
