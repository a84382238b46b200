namespace Cardio.Site.Features.Dashboard.Tables;

/// <summary>
/// Hides figures from managers that could identify a patient: figures of few patients, and figures from which those could be computed with
/// the total.
/// </summary>
internal static class SmallCellSuppression
{
    /// <summary>Minimum number of patients of a visible figure; zero is visible.</summary>
    public const int Fewest = 5;

    /// <summary>Whether a figure of this number of patients is too small to show.</summary>
    public static bool IsSmall(long patients) => patients is > 0 and < Fewest;

    /// <summary>Whether the share of a part would reveal few patients, in the part or in the rest.</summary>
    public static bool IsSmallShare(long part, long whole) => IsSmall(whole) || IsSmall(part) || IsSmall(whole - part);

    /// <summary>
    /// Chooses the hidden rows of a table with a total: the small ones, then the next smallest that are not zero, until the hidden rows sum
    /// to at least <see cref="Fewest"/> plus one per row, so that their sum has several possible splits. Zeros stay visible.
    /// </summary>
    public static IReadOnlyList<bool> Hidden(IReadOnlyList<long> patients) => WithOthers(patients, [.. patients.Select(IsSmall)]);

    /// <summary>Whether the sum of several hidden rows would reveal few patients; a single row counts by itself.</summary>
    public static bool AreSmallTogether(IReadOnlyList<long> hidden) =>
        hidden.Sum() is > 0 and var sum && sum < Fewest + (hidden.Count(patients => patients > 0) is > 1 and var several ? several : 0);

    /// <summary>Chooses the hidden shares of a column with a known total; parts and remainders are hidden like rows of a table.</summary>
    /// <param name="parts">Patients in the part, by row.</param>
    /// <param name="wholes">All patients, by row.</param>
    /// <param name="rows">Rows that are already hidden.</param>
    public static IReadOnlyList<bool> HiddenShares(IReadOnlyList<long> parts, IReadOnlyList<long> wholes, IReadOnlyList<bool> rows)
    {
        var hidden = WithOthers(parts, [.. rows.Select((isHidden, row) => isHidden || IsSmallShare(parts[row], wholes[row]))]);
        return WithOthers([.. wholes.Select((whole, row) => whole - parts[row])], [.. hidden]);
    }

    private static bool[] WithOthers(IReadOnlyList<long> patients, bool[] hidden)
    {
        var others = new Queue<int>(
            Enumerable.Range(0, patients.Count).Where(row => !hidden[row] && patients[row] > 0).OrderBy(row => patients[row]));
        while (others.Count > 0 && patients.Where((_, row) => hidden[row]).Sum() is > 0 and var sum
            && sum < Fewest + hidden.Count(isHidden => isHidden))
            hidden[others.Dequeue()] = true;
        return hidden;
    }
}
