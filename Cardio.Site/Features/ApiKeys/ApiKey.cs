namespace Cardio.Site.Features.ApiKeys;

/// <summary>A program's key, as it is kept: without the secret.</summary>
public sealed record ApiKey
{
    /// <summary>Identifier, the middle part of the key.</summary>
    public string Id { get; init; } = "";

    /// <summary>The account that it acts for.</summary>
    public Guid AccountId { get; init; }

    /// <summary>What it is for.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it may do, separated by spaces.</summary>
    public string Scope { get; init; } = "";

    /// <summary>SHA-256 of the secret part, lower-case hexadecimal.</summary>
    public string SecretSha256 { get; init; } = "";

    /// <summary>When it was made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until when it holds, UTC.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was revoked, UTC, or null.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Since when its account is shut out, UTC, or null.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>E-mail address of its account.</summary>
    public string Email { get; init; } = "";

    /// <summary>Name of its account.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>Roles that its account has now, separated by spaces; null where it has none.</summary>
    public string? Role { get; init; }

    /// <summary>The roles one by one.</summary>
    public IReadOnlyList<string> Roles => Role?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The scopes one by one.</summary>
    public IReadOnlyList<string> Scopes => Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether it signs its account in now. What it may do then depends on its scopes and on the account's roles.</summary>
    public bool IsValid(DateTimeOffset now) => State(now) is KeyState.Active or KeyState.OwnerNotDoctor;

    /// <summary>Whether it opens anything now.</summary>
    public KeyState State(DateTimeOffset now) =>
        RevokedAt is not null ? KeyState.Revoked
        : DisabledAt is not null ? KeyState.OwnerDisabled
        : ExpiresAt <= now ? KeyState.Expired
        : Scopes.Count > 0 && !Roles.Contains(Cardio.Site.Clinic.Access.Roles.Doctor) ? KeyState.OwnerNotDoctor
        : KeyState.Active;
}

/// <summary>Whether a key opens anything.</summary>
public enum KeyState
{
    /// <summary>It does.</summary>
    Active,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>It was revoked.</summary>
    Revoked,

    /// <summary>Its account is disabled.</summary>
    OwnerDisabled,

    /// <summary>Its scopes need a doctor's account, and its account has another role.</summary>
    OwnerNotDoctor,
}
