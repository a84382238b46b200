using Cardio.Site.Clinic;
using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Figures;
using Cardio.Site.Features.Dashboard.Tables;
using Cardio.Site.Web.Formatting;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Dashboard.Comparison;

/// <summary>Tables of the models that were in use.</summary>
/// <param name="words">Texts of the page.</param>
/// <param name="shared">Texts of the dashboard.</param>
internal sealed class VersionTables(IStringLocalizer<ComparisonText> words, IStringLocalizer<DashboardText> shared)
{
    private Cell Hidden => new(shared["Hidden"]);

    private Cell NoData => new(shared["NoData"]);

    /// <summary>Creates the table of periods by model.</summary>
    public Grid Periods(IReadOnlyList<ModelPeriod> periods, ClinicClock clock)
    {
        var hidden = SmallCellSuppression.Hidden([.. periods.Select(period => (long)period.Assessments)]);
        return new("periods", words["PeriodsTitle", periods.Count], words["Version"],
            [new(words["From"]), new(words["To"]), new(words["Assessments"])],
            [.. periods.Select((period, i) => new GridRow(period.Version,
                new(period.From is { } from ? clock.Show(from) : words["FromTheBeginning"]),
                new(period.To is { } to ? clock.Show(to) : words["UntilNow"]),
                hidden[i] ? Hidden : Cell.Count(period.Assessments)))])
        {
            Note = words["PeriodsNote"],
        };
    }

    /// <summary>Creates the table of performance by model.</summary>
    public Grid Performance(IReadOnlyDictionary<string, Tally> tallies)
    {
        var rows = tallies.OrderBy(version => version.Key, StringComparer.Ordinal).ToList();
        var hidden = SmallCellSuppression.Hidden([.. rows.Select(row => row.Value.Assessments)]);
        var confirmed = SmallCellSuppression.Hidden([.. rows.Select(row => row.Value.Confirmed)]);
        return new("versions", words["VersionsTitle"], words["Version"],
        [
            new(words["Assessments"]), new(words["AtOrAbove"]), new(words["Confirmed"]), new(words["Accuracy"]),
            new(words["Precision"], IsSeries: true),
            new(words["Sensitivity"], IsSeries: true), new(words["Specificity"]), new(words["Auc"]), new(words["Brier"]),
        ],
        [
            .. rows.Select(
                (row, i) =>
                    new GridRow(
                        row.Key,
                        [.. Usage(row.Value, hidden[i]), confirmed[i] ? Hidden : Cell.Count(row.Value.Confirmed), .. Quality(row.Value)])),
        ])
        {
            Chart = ChartKind.Bar, IsPercent = true, Note = words["VersionsNote", MinimumSample.Confirmed],
        };
    }

    private IEnumerable<Cell> Usage(Tally tally, bool isHidden) => isHidden ? [Hidden, Hidden]
        :
        [
            Cell.Count(tally.Assessments),
            SmallCellSuppression.IsSmallShare(tally[Counters.AtOrAbove], tally.Assessments)
                ? Hidden
                : Cell.Share((double)tally[Counters.AtOrAbove] / tally.Assessments),
        ];

    private IEnumerable<Cell> Quality(Tally tally)
    {
        if (tally.Confirmed < MinimumSample.Confirmed) return Enumerable.Repeat(new Cell(words["NotEnoughShort"]), 6);
        var decisions = DecisionCounts.FromTally(tally);
        var outcomes = BinnedOutcomes.FromCounts(tally[Counters.Present], tally[Counters.Absent]);
        var hides = decisions.HasFew;
        return
        [
            Share(decisions.Accuracy, hides), Share(decisions.Precision, hides), Share(decisions.Sensitivity, hides),
            Share(decisions.Specificity, hides),
            Plain(Ranking.Auc(outcomes)), Plain(Calibration.Brier(outcomes, tally[Counters.ConfirmedBrierSum])),
        ];
    }

    private Cell Share(Measured? share, bool isHidden) => isHidden ? Hidden
        : share is { } measured ? Cell.FromFigure(Format.Short(measured), measured) : NoData;

    private Cell Plain(Measured? figure) => figure is { } measured ? Cell.FromFigure(Format.PlainWithInterval(measured), measured) : NoData;
}
