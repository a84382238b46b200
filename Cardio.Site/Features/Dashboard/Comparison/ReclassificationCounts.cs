using Cardio.Site.Features.Dashboard.Tables;

namespace Cardio.Site.Features.Dashboard.Comparison;

/// <summary>How many patients change sides of their threshold.</summary>
/// <param name="Count">All that were compared.</param>
/// <param name="ToAtOrAbove">Below it by the answer that was given, at or above it by the other model.</param>
/// <param name="ToBelow">The other way.</param>
internal readonly record struct ReclassificationCounts(int Count, int ToAtOrAbove, int ToBelow)
{
    /// <summary>Who changes sides at all.</summary>
    public int Changed => ToAtOrAbove + ToBelow;

    /// <summary>Whether so few change sides, in all or in one direction, that the number of those who do is hidden.</summary>
    public bool IsSmall => SmallCellSuppression.IsSmall(ToAtOrAbove) || SmallCellSuppression.IsSmall(ToBelow);

    /// <summary>
    /// Which sentence tells how many change sides: with their number (""), that they are so few that it is hidden ("Few"), or without
    /// a number ("Some"), where one direction is shown and the hidden other one could be computed from both.
    /// </summary>
    public string Telling => !IsSmall ? "" : Math.Max(ToAtOrAbove, ToBelow) < SmallCellSuppression.Fewest ? "Few" : "Some";

    public static ReclassificationCounts operator +(ReclassificationCounts one, ReclassificationCounts other) =>
        new(one.Count + other.Count, one.ToAtOrAbove + other.ToAtOrAbove, one.ToBelow + other.ToBelow);
}
