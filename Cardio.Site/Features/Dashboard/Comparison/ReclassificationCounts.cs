using Cardio.Site.Features.Dashboard.Tables;

namespace Cardio.Site.Features.Dashboard.Comparison;

/// <summary>Number of patients who move to the other side of their threshold.</summary>
/// <param name="Count">Number of compared patients.</param>
/// <param name="ToAtOrAbove">Patients below their threshold by the stored result, and at or above it by the other model.</param>
/// <param name="ToBelow">Patients at or above their threshold by the stored result, and below it by the other model.</param>
internal readonly record struct ReclassificationCounts(int Count, int ToAtOrAbove, int ToBelow)
{
    /// <summary>All patients who move.</summary>
    public int Changed => ToAtOrAbove + ToBelow;

    /// <summary>Whether the number of patients who move is hidden, because it is small in total or in one direction.</summary>
    public bool IsSmall => SmallCellSuppression.IsSmall(ToAtOrAbove) || SmallCellSuppression.IsSmall(ToBelow);

    /// <summary>
    /// Returns the suffix of the title's key: "" with the number, "Few" if it is small and hidden, "Some" without a number, if the number
    /// of one direction is shown and the hidden other one could be computed from the total.
    /// </summary>
    public string Telling => !IsSmall ? "" : Math.Max(ToAtOrAbove, ToBelow) < SmallCellSuppression.Fewest ? "Few" : "Some";

    public static ReclassificationCounts operator +(ReclassificationCounts one, ReclassificationCounts other) =>
        new(one.Count + other.Count, one.ToAtOrAbove + other.ToAtOrAbove, one.ToBelow + other.ToBelow);
}
