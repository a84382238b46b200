using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Figures;
using Cardio.Site.Features.Dashboard.Tables;
using Cardio.Site.Web.Formatting;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Dashboard.Quality;

/// <summary>Tables of groups of patients, one row per group.</summary>
internal sealed class GroupGrids(IStringLocalizer<QualityText> words)
{
    private static readonly QualityFigure[] Columns =
    [
        QualityFigure.Accuracy, QualityFigure.Precision, QualityFigure.Sensitivity, QualityFigure.Specificity, QualityFigure.Auc,
        QualityFigure.Brier,
    ];

    private static readonly AssessmentCounter[] DecisionCells =
        [Counters.TruePositives, Counters.FalsePositives, Counters.TrueNegatives, Counters.FalseNegatives];

    private readonly QualityCells _cells = new(words);

    /// <summary>Creates a table of groups that together are all patients.</summary>
    /// <param name="id">Identifier of the table.</param>
    /// <param name="title">Key of the title.</param>
    /// <param name="groups">Name, address and counts of each group.</param>
    public Grid Create(string id, string title, IReadOnlyList<(string Label, string Href, Tally Tally)> groups)
    {
        var confirmed = groups.Select(group => group.Tally.Confirmed).ToList();
        var figures = groups
            .Select(group => group.Tally.Confirmed >= MinimumSample.Group ? QualityFigures.FromConfirmed(group.Tally) : null)
            .ToList();
        var few = groups.Select(group => QualityFigures.FromConfirmed(group.Tally).HasFew).ToArray();
        HideOthers(few, groups.Select(group => group.Tally).ToList(), figures);
        var hidden = SmallCellSuppression.Hidden(confirmed);
        Cell Shown(int group, QualityFigure figure) => few[group] && QualityFigures.IsShare(figure) && figures[group] is not null
            ? _cells.Hidden
            : Short(_cells.Figure(figures[group], figure), figure, figures[group]);
        var shown = groups.Select((_, i) => Columns.Select(figure => Shown(i, figure)).ToList()).ToList();
        var precisions = shown.Select(row => row[1].Value).OfType<double>().ToList();
        var text = precisions.Count > 1
            ? words[$"{title}Range", Percent.Share(precisions.Min()), Percent.Share(precisions.Max())]
            : words[title];
        return new(id, text, words["Group"],
            [
                new(words["Confirmed"]),
                .. Columns.Select(figure => new GridColumn(words[$"Figure.{figure}"], figure == QualityFigure.Precision)),
            ],
            [
                .. groups.Select((group, i) =>
                    new GridRow(group.Label, [hidden[i] ? _cells.Hidden : Cell.Count(confirmed[i]), .. shown[i]]) { Href = group.Href }),
            ])
        {
            Chart = ChartKind.Bar, IsPercent = true, Description = words["GroupsChart"], Note = words["GroupsNote", MinimumSample.Group],
        };
    }

    /// <summary>Uses whole percent, because groups are smaller and shown in more columns.</summary>
    private static Cell Short(Cell cell, QualityFigure figure, QualityFigures? figures) =>
        cell.Value is not null && QualityFigures.IsShare(figure) && figures![figure] is { } share
            ? cell with { Text = Format.Short(share) }
            : cell;

    /// <summary>
    /// Hides groups together: if the hidden groups have a small count in one of the four cells, it could be computed from the total. The
    /// next smallest groups are hidden too, until each cell is empty or large enough.
    /// </summary>
    private static void HideOthers(bool[] few, List<Tally> tallies, List<QualityFigures?> figures)
    {
        while (true)
        {
            var shown = Enumerable.Range(0, few.Length).Where(i => figures[i] is not null && !few[i]).ToList();
            var rest = Enumerable.Range(0, few.Length).Except(shown).Select(i => tallies[i]).Where(tally => tally.Confirmed > 0).ToList();
            var isSafe = !DecisionCells.Any(cell => SmallCellSuppression.AreSmallTogether([.. rest.Select(tally => tally[cell])]));
            if (shown.Count == 0 || isSafe) return;
            few[shown.MinBy(i => tallies[i].Confirmed)] = true;
        }
    }
}
