using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Figures;
using Cardio.Site.Web;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Dashboard.Quality;

/// <summary>The figures of groups of patients, a row each.</summary>
internal sealed class GroupGrids(IStringLocalizer<QualityText> words)
{
    private static readonly QualityFigure[] Columns =
    [
        QualityFigure.Accuracy, QualityFigure.Precision, QualityFigure.Sensitivity, QualityFigure.Specificity, QualityFigure.Auc, QualityFigure.Brier,
    ];

    private readonly QualityCells _cells = new(words);

    /// <summary>A table of groups that make up all patients.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="title">The key of its title.</param>
    /// <param name="groups">Name, address and counts of each.</param>
    public Grid Of(string id, string title, IReadOnlyList<(string Label, string Href, Tally Tally)> groups)
    {
        var confirmed = groups.Select(group => group.Tally.Confirmed).ToList();
        var figures = groups.Select(group => group.Tally.Confirmed >= Enough.OfGroup ? QualityFigures.OfConfirmed(group.Tally) : null).ToList();
        var few = groups.Select(group => QualityFigures.OfConfirmed(group.Tally).HasFew).ToArray();
        HideAnother(few, confirmed, figures);
        var hidden = SmallCells.Hidden(confirmed);
        var shown = groups.Select((_, i) => Columns
            .Select(figure => few[i] && QualityFigures.IsShare(figure) && figures[i] is not null ? _cells.Hidden : Short(_cells.Of(figures[i], figure), figure, figures[i])).ToList()).ToList();
        var precisions = shown.Select(row => row[1].Value).OfType<double>().ToList();
        return new(id, precisions.Count > 1 ? words[$"{title}Range", Percent.Share(precisions.Min()), Percent.Share(precisions.Max())] : words[title], words["Group"],
            [new(words["Confirmed"]), .. Columns.Select(figure => new GridColumn(words[$"Figure.{figure}"], figure == QualityFigure.Precision))],
            [.. groups.Select((group, i) => new GridRow(group.Label, [hidden[i] ? _cells.Hidden : Cell.Count(confirmed[i]), .. shown[i]]) { Href = group.Href })])
        {
            Chart = ChartKind.Bar, IsPercent = true, Description = words["GroupsChart"], Note = words["GroupsNote", Enough.OfGroup],
        };
    }

    /// <summary>Groups are smaller, and stand in more columns: whole per cents are as much as can be told.</summary>
    private static Cell Short(Cell cell, QualityFigure figure, QualityFigures? figures) =>
        cell.Value is not null && QualityFigures.IsShare(figure) && figures![figure] is { } share ? cell with { Text = Shown.Short(share) } : cell;

    /// <summary>Where one group alone is not shown, its small cell could be computed from the total: the smallest other one goes with it.</summary>
    private static void HideAnother(bool[] few, List<long> confirmed, List<QualityFigures?> figures)
    {
        var shown = Enumerable.Range(0, few.Length).Where(i => figures[i] is not null && !few[i]).ToList();
        var notShown = Enumerable.Range(0, few.Length).Where(i => confirmed[i] > 0).Except(shown).ToList();
        if (shown.Count > 0 && notShown is [var one] && few[one]) few[shown.MinBy(i => confirmed[i])] = true;
    }
}
