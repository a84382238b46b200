using Cardio.Site.Clinic.Audit;

namespace Cardio.Site.Features.Accounts.Store;

/// <summary>A person who can sign in.</summary>
internal sealed class Account
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>E-mail address, which is also the user name.</summary>
    public string Email { get; set; } = "";

    /// <summary>E-mail address as <see cref="EmailNormalizer"/> prepares it for comparison.</summary>
    public string NormalizedEmail { get; set; } = "";

    /// <summary>Name shown to other users.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>Password hash; null until the person sets a password.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Changes with the password or a second factor; sessions with an older stamp end.</summary>
    public string SecurityStamp { get; set; } = "";

    /// <summary>Changes with every update; the store rejects an update with an older stamp.</summary>
    public string ConcurrencyStamp { get; set; } = Guid.NewGuid().ToString("N");

    /// <summary>Wrong passwords and codes since the last successful sign-in.</summary>
    public int AccessFailedCount { get; set; }

    /// <summary>End of the lockout, UTC; null if not locked.</summary>
    public DateTimeOffset? LockoutEnd { get; set; }

    /// <summary>When an administrator disabled the account, UTC; null if it is active.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>Whether sign-in asks for a code of the authenticator app.</summary>
    public bool TwoFactorEnabled { get; set; }

    /// <summary>Encrypted secret of the authenticator app; null without an app.</summary>
    public string? AuthenticatorSecret { get; set; }

    /// <summary>Audit entries that the store appends in the transaction of the next write.</summary>
    public List<AuditEntry> PendingAuditEntries { get; } = [];

    /// <summary>Changes to passkeys, recovery codes and codes used, written in the transaction of the next write.</summary>
    public List<AccountChange> PendingChanges { get; } = [];

    /// <summary>When the account was created, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
