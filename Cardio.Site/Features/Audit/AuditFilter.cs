namespace Cardio.Site.Features.Audit;

/// <summary>Filter of the audit trail; a property that is not set matches every row.</summary>
internal sealed record AuditFilter
{
    /// <summary>Value of <see cref="Actor"/> that matches all API keys.</summary>
    public const string AnyKey = "keys";

    /// <summary>Start of the period, inclusive.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>End of the period, exclusive.</summary>
    public DateTimeOffset Until { get; init; }

    /// <summary>Actor as stored, <see cref="AnyKey"/>, or empty for all.</summary>
    public string Actor { get; init; } = "";

    /// <summary>Action as stored; empty for all.</summary>
    public string Action { get; init; } = "";

    /// <summary>Subject, matched exactly; empty for all.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Only rows with a lower sequence number.</summary>
    public long Before { get; init; } = long.MaxValue;
}
