using Cardio.Site.Clinic.Pricing;
using Cardio.Site.Features.Dashboard.Figures;
using Cardio.Site.Features.Dashboard.Tables;
using Cardio.Site.Web.Formatting;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Dashboard.Comparison;

/// <summary>Compares price, profit and missed patients per examination of two models on the same patients.</summary>
/// <param name="price">The price settings.</param>
/// <param name="words">Texts of the page.</param>
/// <param name="shared">Texts of the dashboard.</param>
internal sealed class ExaminationTable(PriceOptions price, IStringLocalizer<ComparisonText> words, IStringLocalizer<DashboardText> shared)
{
    private readonly PriceRule _rule = new(price);
    private readonly Money _money = new(price.Currency);

    /// <summary>
    /// Creates the table from confirmed outcomes if there are enough, otherwise from the probabilities; null if both are too few.
    /// </summary>
    /// <param name="sides">The comparison.</param>
    /// <param name="other">The version of the other model.</param>
    public Grid? Create(ModelComparison sides, string other)
    {
        if (sides.Confirmed >= MinimumSample.Confirmed)
            return Table("Confirmed", sides.Confirmed, other, sides.Given.Decisions, sides.Other.Decisions, sides.HasFew, sides.HidesOther);
        return sides.HasEstimate
            ? Table("Estimated", sides.All.Count, other, sides.Given.Expected, sides.Other.Expected, isHidden: false, hidesOther: false)
            : null;
    }

    private Grid Table(
        string basis, int patients, string other, DecisionCounts given, DecisionCounts said, bool isHidden, bool hidesOther) =>
        new("examination", words[$"ExaminationTitle.{basis}", Format.Count(patients)], words["Answering"],
            [new(words[$"{price.Metric}"]), new(words["Price"]), new(words["Profit"]), new(words["MissedOfThousand"])],
            [new(words["Given"], Cells(given, isHidden)), new(other, Cells(said, isHidden || hidesOther))])
        {
            Note = words[$"ExaminationNote.{basis}"],
        };

    private Cell[] Cells(DecisionCounts decisions, bool isHidden)
    {
        if (isHidden) return [.. Enumerable.Repeat(new Cell(shared["Hidden"]), 4)];
        var noData = new Cell(shared["NoData"]);
        var missed = ComparisonTables.PerThousand(decisions.Missed) ?? noData;
        return (price.Metric == PriceMetric.Precision ? decisions.Precision : decisions.Accuracy) is { } share
            ?
            [
                Cell.FromFigure(Format.WithInterval(share), share), _money.Cell(_rule.Price(share.Value)),
                _money.Cell(_rule.Profit(share.Value)), missed,
            ]
            : [noData, noData, noData, missed];
    }
}
