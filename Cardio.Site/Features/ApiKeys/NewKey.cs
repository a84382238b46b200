namespace Cardio.Site.Features.ApiKeys;

/// <summary>A key that is to be made.</summary>
/// <param name="AccountId">The account that it acts for.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="Days">For how long.</param>
internal sealed record NewKey(Guid AccountId, string Name, IReadOnlyList<string> Scopes, int Days)
{
    /// <summary>Most characters of a name; the table has the same limit.</summary>
    public const int NameLength = 60;

    /// <summary>Days that a key holds where nothing is said.</summary>
    public const int DefaultDays = 365;

    /// <summary>Most days.</summary>
    public const int MaximumDays = 730;
}
