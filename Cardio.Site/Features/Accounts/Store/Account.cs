using Cardio.Site.Clinic.Audit;

namespace Cardio.Site.Features.Accounts.Store;

/// <summary>A person who can sign in.</summary>
internal sealed class Account
{
    /// <summary>Identifier.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>E-mail address, which is also the name to sign in with.</summary>
    public string Email { get; set; } = "";

    /// <summary>The address in the form that look-ups compare.</summary>
    public string NormalizedEmail { get; set; } = "";

    /// <summary>Name shown to others.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>Hash of the password, or null before the first password.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Changes with the password, factors and roles; sessions with an older stamp end.</summary>
    public string SecurityStamp { get; set; } = "";

    /// <summary>Changes with every update; an update based on an older stamp fails (optimistic concurrency).</summary>
    public string ConcurrencyStamp { get; set; } = Guid.NewGuid().ToString("N");

    /// <summary>Wrong passwords and codes since the last successful sign-in.</summary>
    public int AccessFailedCount { get; set; }

    /// <summary>End of the lock, UTC.</summary>
    public DateTimeOffset? LockoutEnd { get; set; }

    /// <summary>Time at which an administrator disabled the account, UTC; null if enabled.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>Whether sign-in asks for a second factor.</summary>
    public bool TwoFactorEnabled { get; set; }

    /// <summary>Encrypted secret of the authenticator app, or null.</summary>
    public string? AuthenticatorSecret { get; set; }

    /// <summary>Audit entries of the pending change; the store writes them in the same transaction.</summary>
    public List<AuditEntry> Records { get; } = [];

    /// <summary>Rows of related tables that the pending change writes; the store writes them in the same transaction.</summary>
    public List<AccountChange> Changes { get; } = [];

    /// <summary>Creation time, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
