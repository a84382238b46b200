namespace Cardio.Site.Features.Accounts.Sessions;

/// <summary>A user signed in on a device.</summary>
internal sealed record Session
{
    /// <summary>Public identifier; does not grant access, unlike the key.</summary>
    public Guid Id { get; init; }

    /// <summary>SHA-256 of the key in the cookie, lower-case hexadecimal.</summary>
    public string KeyHash { get; init; } = "";

    public Guid AccountId { get; init; }

    /// <summary>Time of the sign-in, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Time of the user's last request, UTC, with a precision of ten seconds.</summary>
    public DateTimeOffset SeenAt { get; init; }

    /// <summary>Browser and operating system; see <see cref="Sessions.Device"/>.</summary>
    public string Device { get; init; } = "";

    /// <summary>Encrypted authentication ticket: the user's claims and how they signed in.</summary>
    public string Ticket { get; init; } = "";

    /// <summary>Current security stamp of the account; a ticket with another stamp is invalid.</summary>
    public string SecurityStamp { get; init; } = "";
}
