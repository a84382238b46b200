namespace Cardio.Site.Features.Settings;

/// <summary>One change of a setting.</summary>
internal sealed record SettingEntry
{
    /// <summary>Identifier, in the order of the changes.</summary>
    public Guid Id { get; init; }

    /// <summary>Name of the setting in the configuration.</summary>
    public string Name { get; init; } = "";

    /// <summary>What held before; empty for nothing.</summary>
    public string Previous { get; init; } = "";

    /// <summary>What holds since; empty for nothing, null for the configured value.</summary>
    public string? Value { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who.</summary>
    public string? DisplayName { get; init; }
}
