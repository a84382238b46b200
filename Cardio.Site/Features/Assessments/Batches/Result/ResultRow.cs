namespace Cardio.Site.Features.Assessments.Batches.Result;

/// <summary>A stored row of a batch with its result.</summary>
internal sealed record ResultRow
{
    /// <summary>Its number in the file, as a spreadsheet counts.</summary>
    public int RowNumber { get; init; }

    /// <summary>The stored cells as a JSON array.</summary>
    public string Cells { get; init; } = "[]";

    /// <summary>The error message or its resource key, or null.</summary>
    public string? Error { get; init; }

    /// <summary>Probability of disease at the training prevalence, 0 to 1; null if the row is not assessed.</summary>
    public double? Probability { get; init; }

    /// <summary>Lower end of the sampling uncertainty, 0 to 1.</summary>
    public double? ProbabilityLow { get; init; }

    /// <summary>Upper end of the sampling uncertainty, 0 to 1.</summary>
    public double? ProbabilityHigh { get; init; }

    /// <summary>Whether the probability reaches the threshold.</summary>
    public bool? AtOrAbove { get; init; }

    /// <summary>Names of the flags, separated by spaces.</summary>
    public string? Flags { get; init; }
}
