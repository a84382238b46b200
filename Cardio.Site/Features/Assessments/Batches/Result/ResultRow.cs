namespace Cardio.Site.Features.Assessments.Batches.Result;

/// <summary>A row of a batch with its answer.</summary>
internal sealed record ResultRow
{
    /// <summary>Its number in the file.</summary>
    public int RowNumber { get; init; }

    /// <summary>The kept cells as a JSON list.</summary>
    public string Cells { get; init; } = "[]";

    /// <summary>What is wrong with it, or null.</summary>
    public string? Error { get; init; }

    /// <summary>Probability of disease at the training prevalence, 0 to 1, or null where there is no answer.</summary>
    public double? Probability { get; init; }

    /// <summary>Lower end of the sampling uncertainty, 0 to 1.</summary>
    public double? ProbabilityLow { get; init; }

    /// <summary>Upper end of the sampling uncertainty, 0 to 1.</summary>
    public double? ProbabilityHigh { get; init; }

    /// <summary>Whether the probability reached the threshold.</summary>
    public bool? AtOrAbove { get; init; }

    /// <summary>Names of the flags, with a space between.</summary>
    public string? Flags { get; init; }
}
