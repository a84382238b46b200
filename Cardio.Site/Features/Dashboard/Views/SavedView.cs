namespace Cardio.Site.Features.Dashboard.Views;

/// <summary>An address of the dashboard that a manager kept under a name.</summary>
internal sealed record SavedView
{
    /// <summary>Most characters of a name.</summary>
    public const int NameLength = 60;

    /// <summary>Most characters of an address.</summary>
    public const int AddressLength = 500;

    /// <summary>Most views of one account.</summary>
    public const int Most = 50;

    /// <summary>Identifier.</summary>
    public Guid Id { get; init; }

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Path and query of a page of the dashboard.</summary>
    public string Address { get; init; } = "";

    /// <summary>Whether a text is the address of a page of the dashboard, here and nowhere else.</summary>
    public static bool IsAddress(string? text) =>
        text is not null && text.Length <= AddressLength && text.StartsWith("/dashboard", StringComparison.Ordinal)
        && (text.Length == "/dashboard".Length || text["/dashboard".Length] is '/' or '?')
        && !text.StartsWith("/dashboard/views", StringComparison.Ordinal)
        && text.All(c => c is > ' ' and < '\u007F' and not ('\\' or '"' or '<' or '>'));
}
