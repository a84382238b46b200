namespace Cardio.Site.Features.Accounts.Sessions;

/// <summary>A session of a signed-in user.</summary>
internal sealed record Session
{
    /// <summary>Identifier; not the key, so it grants no access.</summary>
    public Guid Id { get; init; }

    /// <summary>SHA-256 of the cookie's key, lower-case hexadecimal.</summary>
    public string KeyHash { get; init; } = "";

    /// <summary>The account.</summary>
    public Guid AccountId { get; init; }

    /// <summary>Start, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Last request of the user, UTC, accurate to ten seconds.</summary>
    public DateTimeOffset SeenAt { get; init; }

    /// <summary>Browser and operating system, such as "Firefox, Windows".</summary>
    public string Device { get; init; } = "";

    /// <summary>The authentication ticket, encrypted.</summary>
    public string Ticket { get; init; } = "";

    /// <summary>Current security stamp of the account; a ticket with another stamp is invalid.</summary>
    public string SecurityStamp { get; init; } = "";
}

/// <summary>Marks a page whose posts create a session.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OpensSessionAttribute : Attribute;

/// <summary>Marks a page that browsers request automatically; it does not extend the session.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class KeepsNoSessionAliveAttribute : Attribute;
