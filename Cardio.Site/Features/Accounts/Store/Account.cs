using Cardio.Site.Clinic.Audit;

namespace Cardio.Site.Features.Accounts.Store;

/// <summary>A person who can sign in.</summary>
internal sealed class Account
{
    /// <summary>Identifier.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>E-mail address, which is also the name to sign in with.</summary>
    public string Email { get; set; } = "";

    /// <summary>The address as compared.</summary>
    public string NormalizedEmail { get; set; } = "";

    /// <summary>Name shown to others.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>Hash of the password, or null where none was set yet.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Changes with the password: cookies that carry another stamp end.</summary>
    public string SecurityStamp { get; set; } = "";

    /// <summary>Changes with every update: an update that carries another stamp is refused.</summary>
    public string ConcurrencyStamp { get; set; } = Guid.NewGuid().ToString("N");

    /// <summary>Wrong passwords since the last right one.</summary>
    public int AccessFailedCount { get; set; }

    /// <summary>Until when sign-in is refused, UTC.</summary>
    public DateTimeOffset? LockoutEnd { get; set; }

    /// <summary>Since when the account is shut out, UTC, or null where it is not.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>Whether a second factor is asked for.</summary>
    public bool TwoFactorEnabled { get; set; }

    /// <summary>Secret of the authenticator app, sealed; null where none was set up.</summary>
    public string? AuthenticatorSecret { get; set; }

    /// <summary>Records of the change that is under way: the store adds them to the trail with it.</summary>
    public List<AuditEntry> Records { get; } = [];

    /// <summary>Statements of the change that is under way, on other tables: the store runs them with it.</summary>
    public List<(string Sql, object Parameters)> Changes { get; } = [];

    /// <summary>When the account was made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
