namespace Cardio.Site.Features.Dashboard.Views;

/// <summary>An address of the dashboard saved under a name.</summary>
internal sealed record SavedView
{
    /// <summary>Maximum length of a name.</summary>
    public const int NameLength = 60;

    /// <summary>Maximum length of an address.</summary>
    public const int AddressLength = 500;

    /// <summary>Maximum number of views per account.</summary>
    public const int Most = 50;

    /// <summary>Identifier.</summary>
    public Guid Id { get; init; }

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Path and query of a page of the dashboard.</summary>
    public string Address { get; init; } = "";

    /// <summary>Whether a text is the address of a dashboard page on this site.</summary>
    public static bool IsAddress(string? text) =>
        text is not null && text.Length <= AddressLength && text.StartsWith("/dashboard", StringComparison.Ordinal)
        && (text.Length == "/dashboard".Length || text["/dashboard".Length] is '/' or '?')
        && !text.StartsWith("/dashboard/views", StringComparison.Ordinal)
        && text.All(c => c is > ' ' and < '\u007F' and not ('\\' or '"' or '<' or '>'));
}
