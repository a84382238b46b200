namespace Cardio.Site.Features.Dashboard;

/// <summary>
/// Which figures a manager does not get: those of so few patients that one of them could be recognised, and a second one where the
/// first could be computed from the total.
/// </summary>
internal static class SmallCells
{
    /// <summary>Fewest patients of a figure that is shown; none at all is shown as zero.</summary>
    public const int Fewest = 5;

    /// <summary>Whether a figure of so many patients is too small to be shown.</summary>
    public static bool IsSmall(long patients) => patients is > 0 and < Fewest;

    /// <summary>Whether the share of a part in a whole would tell of few patients: of the part, or of the rest.</summary>
    public static bool IsSmallShare(long part, long whole) => IsSmall(whole) || IsSmall(part) || IsSmall(whole - part);

    /// <summary>Which rows of a table with a total are hidden.</summary>
    public static IReadOnlyList<bool> Hidden(IReadOnlyList<long> patients)
    {
        var hidden = patients.Select(IsSmall).ToArray();
        if (hidden.Count(isHidden => isHidden) != 1) return hidden;
        var others = Enumerable.Range(0, patients.Count).Where(row => !hidden[row] && patients[row] > 0).ToList();
        if (others.Count > 0) hidden[others.MinBy(row => patients[row])] = true;
        return hidden;
    }
}
