namespace Cardio.Site.Features.Accounts.Sessions;

/// <summary>Somebody signed in on some device.</summary>
internal sealed record Session
{
    /// <summary>Identifier, which opens nothing.</summary>
    public Guid Id { get; init; }

    /// <summary>SHA-256 of the key that the cookie holds, lower-case hexadecimal.</summary>
    public string KeyHash { get; init; } = "";

    /// <summary>Whose it is.</summary>
    public Guid AccountId { get; init; }

    /// <summary>When it began, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its user last asked for something, UTC, to within ten seconds.</summary>
    public DateTimeOffset SeenAt { get; init; }

    /// <summary>Browser and system, as far as they are known.</summary>
    public string Device { get; init; } = "";

    /// <summary>Who is signed in and how, sealed.</summary>
    public string Ticket { get; init; } = "";

    /// <summary>Stamp of its account now; a ticket of another one is void.</summary>
    public string SecurityStamp { get; init; } = "";
}

/// <summary>Marks a page whose posts sign somebody in.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OpensSessionAttribute : Attribute;

/// <summary>Marks a page that the browser opens by itself: it keeps no session alive.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class KeepsNoSessionAliveAttribute : Attribute;
