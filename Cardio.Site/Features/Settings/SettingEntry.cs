namespace Cardio.Site.Features.Settings;

/// <summary>A change of a setting.</summary>
internal sealed record SettingEntry
{
    /// <summary>Identifier; sorts in the order of the changes.</summary>
    public Guid Id { get; init; }

    /// <summary>Configuration key of the setting.</summary>
    public string Name { get; init; } = "";

    /// <summary>Value before the change; empty for none.</summary>
    public string Previous { get; init; } = "";

    /// <summary>Value after the change; empty for none, null for the configured value.</summary>
    public string? Value { get; init; }

    /// <summary>Time of the change, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Name of the account that made the change; null for the site.</summary>
    public string? DisplayName { get; init; }
}
