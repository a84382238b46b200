namespace Cardio.Site.Features.Dashboard.Tables;

/// <summary>
/// Which figures a manager does not get: those of so few patients that one of them could be recognised, and a second one where the
/// first could be computed from the total.
/// </summary>
internal static class SmallCellSuppression
{
    /// <summary>Fewest patients of a figure that is shown; none at all is shown as zero.</summary>
    public const int Fewest = 5;

    /// <summary>Whether a figure of so many patients is too small to be shown.</summary>
    public static bool IsSmall(long patients) => patients is > 0 and < Fewest;

    /// <summary>Whether the share of a part in a whole would tell of few patients: of the part, or of the rest.</summary>
    public static bool IsSmallShare(long part, long whole) => IsSmall(whole) || IsSmall(part) || IsSmall(whole - part);

    /// <summary>
    /// Which rows of a table with a total are hidden: the small ones, and the next smallest that are not zero until the hidden ones make
    /// up at least <see cref="Fewest"/> and one more for each of them, so that what they make up leaves several ways to share it out.
    /// Where only zeros are left, these stay.
    /// </summary>
    public static IReadOnlyList<bool> Hidden(IReadOnlyList<long> patients) => WithOthers(patients, [.. patients.Select(IsSmall)]);

    /// <summary>Whether what several hidden rows make up would tell of few patients; one row by itself is as it is.</summary>
    public static bool AreSmallTogether(IReadOnlyList<long> hidden) =>
        hidden.Sum() is > 0 and var sum && sum < Fewest + (hidden.Count(patients => patients > 0) is > 1 and var several ? several : 0);

    /// <summary>
    /// Which shares of a column are hidden, if the total of the column is known; the parts and the rests are kept as rows of a table are.
    /// </summary>
    /// <param name="parts">The patients whose share it is.</param>
    /// <param name="wholes">All patients of each row.</param>
    /// <param name="rows">The rows that are hidden already.</param>
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
