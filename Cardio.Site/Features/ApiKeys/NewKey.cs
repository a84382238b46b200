namespace Cardio.Site.Features.ApiKeys;

/// <summary>An API key to create.</summary>
/// <param name="AccountId">The account that the key acts for.</param>
/// <param name="Name">Purpose of the key.</param>
/// <param name="Scopes">Scopes of the key.</param>
/// <param name="Days">Days until the key expires.</param>
internal sealed record NewKey(Guid AccountId, string Name, IReadOnlyList<string> Scopes, int Days)
{
    /// <summary>Maximum length of a name, as in the table.</summary>
    public const int NameLength = 60;

    /// <summary>Default number of days until a key expires.</summary>
    public const int DefaultDays = 365;

    /// <summary>Maximum number of days until a key expires.</summary>
    public const int MaximumDays = 730;
}
