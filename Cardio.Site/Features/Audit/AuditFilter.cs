namespace Cardio.Site.Features.Audit;

/// <summary>Which rows of the trail are shown; what is not set lets everything through.</summary>
internal sealed record AuditFilter
{
    /// <summary>What chooses all programs at once.</summary>
    public const string AnyKey = "keys";

    /// <summary>From this instant on.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>Before this instant.</summary>
    public DateTimeOffset Until { get; init; }

    /// <summary>Who, as the trail names them; <see cref="AnyKey"/> for all programs; empty for all.</summary>
    public string Actor { get; init; } = "";

    /// <summary>What, by its stored name; empty for all.</summary>
    public string Action { get; init; } = "";

    /// <summary>On what, exactly; empty for all.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Only rows before this one.</summary>
    public long Before { get; init; } = long.MaxValue;
}
