using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Figures;
using Cardio.Site.Features.Dashboard.Tables;
using Cardio.Site.Web.Formatting;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Dashboard.Quality;

/// <summary>The figures of groups of patients, a row each.</summary>
internal sealed class GroupGrids(IStringLocalizer<QualityText> words)
{
    private static readonly QualityFigure[] Columns =
    [
        QualityFigure.Accuracy, QualityFigure.Precision, QualityFigure.Sensitivity, QualityFigure.Specificity, QualityFigure.Auc,
        QualityFigure.Brier,
    ];

    private static readonly Func<Tally, long>[] DecisionCells =
        [tally => tally[Counters.TruePositives], tally => tally[Counters.FalsePositives], tally => tally[Counters.TrueNegatives], tally => tally[Counters.FalseNegatives]];

    private readonly QualityCells _cells = new(words);

    /// <summary>A table of groups that make up all patients.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="title">The key of its title.</param>
    /// <param name="groups">Name, address and counts of each.</param>
    public Grid Of(string id, string title, IReadOnlyList<(string Label, string Href, Tally Tally)> groups)
    {
        var confirmed = groups.Select(group => group.Tally.Confirmed).ToList();
        var figures = groups.Select(
            group => group.Tally.Confirmed >= MinimumSample.Group ? QualityFigures.OfConfirmed(group.Tally) : null)
            .ToList();
        var few = groups.Select(group => QualityFigures.OfConfirmed(group.Tally).HasFew).ToArray();
        HideOthers(few, groups.Select(group => group.Tally).ToList(), figures);
        var hidden = SmallCellSuppression.Hidden(confirmed);
        var shown = groups.Select((_, i) => Columns
            .Select(
                figure =>
                    few[i] && QualityFigures.IsShare(figure) && figures[i] is not null
                        ? _cells.Hidden
                        : Short(_cells.Of(figures[i], figure), figure, figures[i]))
            .ToList()).ToList();
        var precisions = shown.Select(row => row[1].Value).OfType<double>().ToList();
        return new(id, precisions.Count > 1 ? words[$"{title}Range", Percent.Share(precisions.Min()), Percent.Share(precisions.Max())] : words[title], words["Group"],
            [
                new(words["Confirmed"]),
                .. Columns.Select(figure => new GridColumn(words[$"Figure.{figure}"], figure == QualityFigure.Precision)),
            ],
            [
                .. groups.Select(
                    (group, i) =>
                        new GridRow(
                            group.Label, [hidden[i] ? _cells.Hidden : Cell.Count(confirmed[i]), .. shown[i]]) { Href = group.Href }),
            ])
        {
            Chart = ChartKind.Bar, IsPercent = true, Description = words["GroupsChart"], Note = words["GroupsNote", MinimumSample.Group],
        };
    }

    /// <summary>Groups are smaller, and stand in more columns: whole per cents are as much as can be told.</summary>
    private static Cell Short(Cell cell, QualityFigure figure, QualityFigures? figures) =>
        cell.Value is not null && QualityFigures.IsShare(figure) && figures![figure] is { } share
            ? cell with { Text = Format.Short(share) }
            : cell;

    /// <summary>
    /// Where the groups that are not shown have few in one of the four cells together, that could be computed from the total: the next
    /// smallest go with them, until each cell is empty or large enough to be shared out in several ways.
    /// </summary>
    private static void HideOthers(bool[] few, List<Tally> tallies, List<QualityFigures?> figures)
    {
        while (true)
        {
            var shown = Enumerable.Range(0, few.Length).Where(i => figures[i] is not null && !few[i]).ToList();
            var rest = Enumerable.Range(0, few.Length).Except(shown).Select(i => tallies[i]).Where(tally => tally.Confirmed > 0).ToList();
            if (shown.Count == 0 || !DecisionCells.Any(cell => SmallCellSuppression.AreSmallTogether([.. rest.Select(cell)]))) return;
            few[shown.MinBy(i => tallies[i].Confirmed)] = true;
        }
    }
}
