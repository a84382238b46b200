using Cardio.Model.Patients;
using Cardio.Site.Clinic.Pricing;
using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Figures;
using Cardio.Site.Features.Dashboard.Filters;
using Cardio.Site.Features.Dashboard.Tables;
using Cardio.Site.Web.Formatting;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Dashboard.Comparison;

/// <summary>Tables that compare one model with the stored results. Figures of fewer than five patients are hidden.</summary>
/// <param name="sides">The comparison.</param>
/// <param name="other">Version of the other model.</param>
/// <param name="filter">The filter of the page.</param>
/// <param name="address">Returns the address of the page with another filter.</param>
/// <param name="words">Texts of the page.</param>
/// <param name="shared">Texts of the dashboard.</param>
internal sealed class ComparisonTables(
    ModelComparison sides, string other, Filter filter, Func<Filter, string> address, IStringLocalizer<ComparisonText> words,
    IStringLocalizer<DashboardText> shared)
{
    /// <summary>Columns of the value table that contain only stored results.</summary>
    private static readonly int[] StoredColumns = [0, 2, 5];

    private Cell Hidden => new(shared["Hidden"]);

    private Cell NoData => new(shared["NoData"]);

    /// <summary>Creates the tables of reclassified patients by sex and age band, unless the filter selects one.</summary>
    public IEnumerable<Grid> Reclassifications()
    {
        var all = sides.All;
        var title = words[$"MovesTitle{all.Telling}", Format.Count(all.Count), other, Format.Count(all.Changed)];
        yield return Moves(
            "moves", title, all, filter.Sex is null ? [.. Enum.GetValues<Sex>().Select(OfSex)] : []) with { Note = words["MovesNote"] };
        if (filter.AgeBand is null)
            yield return Moves("moves-age", words["MovesAgeTitle"], null, [.. Enum.GetValues<AgeBand>().Select(OfAge)]);

        (string, string?, ReclassificationCounts) OfSex(Sex sex) =>
            (shared[$"Sex.{sex}"], address(filter with { Sex = sex }), sides.Reclassified(sex, null));

        (string, string?, ReclassificationCounts) OfAge(AgeBand band) =>
            (shared[$"AgeBand.{band}"], address(filter with { AgeBand = band }), sides.Reclassified(null, band));
    }

    /// <summary>Creates the table of confirmed patients who would be detected, missed, or become or stop being false alarms.</summary>
    public Grid ConfirmedPatients() => Moves("confirmed", words["ConfirmedTitle", ShownFew(sides.Confirmed)], null,
        [(words["ConfirmedWith"], null, sides.WithDisease), (words["ConfirmedWithout"], null, sides.WithoutDisease)]) with { Chart = null,
        Note = words["ConfirmedNote"] };

    private Grid Moves(
        string id, string title, ReclassificationCounts? total,
        IReadOnlyList<(string Label, string? Href, ReclassificationCounts Counts)> parts)
    {
        var hidden = new[] { Hides(counts => counts.Count), Hides(counts => counts.ToAtOrAbove), Hides(counts => counts.ToBelow) };
        var rows = parts.Select((part, i) => Row(part.Label, part.Counts, column => hidden[column][i]) with { Href = part.Href }).ToList();
        if (total is { } all) rows.Insert(0, Row(words["All"], all, column => SmallCellSuppression.IsSmall(Columns(all)[column])));
        return new(
            id, title, words["Group"],
            [new(words["Assessments"]), new(words["ToAtOrAbove"], IsSeries: true), new(words["ToBelow"], IsSeries: true)], rows)
        {
            Chart = ChartKind.Bar,
        };

        IReadOnlyList<bool> Hides(Func<ReclassificationCounts, long> read) =>
            SmallCellSuppression.Hidden([.. parts.Select(part => read(part.Counts))]);

        GridRow Row(string label, ReclassificationCounts counts, Func<int, bool> isHidden) =>
            new(label, [.. Columns(counts).Select((patients, column) => isHidden(column) ? Hidden : Cell.Count(patients))]);

        static long[] Columns(ReclassificationCounts counts) => [counts.Count, counts.ToAtOrAbove, counts.ToBelow];
    }

    /// <summary>Creates the table of both models on the same confirmed patients.</summary>
    public Grid Performance()
    {
        var (given, said) = (sides.Given, sides.Other);
        var hidesShares = sides.HasFew;
        return new("figures", words["FiguresTitle", Format.Count(sides.Confirmed)], words["Figure"], [new(words["Given"]), new(other)],
        [
            Shares("Accuracy", decisions => decisions.Accuracy),
            Shares("Precision", decisions => decisions.Precision),
            Shares("Sensitivity", decisions => decisions.Sensitivity),
            Shares("Specificity", decisions => decisions.Specificity),
            new(words["Auc"], Plain(Ranking.Auc(given.Outcomes)), Plain(Ranking.Auc(said.Outcomes))),
            new(
                words["Brier"], Plain(Calibration.Brier(given.Outcomes, given.BrierSum)),
                Plain(Calibration.Brier(said.Outcomes, said.BrierSum))),
        ])
        {
            Note = words["FiguresNote"],
        };

        GridRow Shares(string figure, Func<DecisionCounts, Measured?> read) =>
            new(words[figure], Share(read(given.Decisions), hidesShares), Share(read(said.Decisions), hidesShares || sides.HidesOther));
    }

    /// <summary>
    /// Creates the table of the value by the price rule, from confirmed outcomes if there are enough, and from probabilities.
    /// </summary>
    public Grid Value(PriceOptions price)
    {
        var (rule, money) = (new PriceRule(price), new Money(price.Currency));
        var rows = new List<GridRow>();
        if (HasEnough)
        {
            var confirmed = Row("BasisConfirmed", sides.Given.Decisions, sides.Other.Decisions, sides.HasFew);
            rows.Add(sides.HidesOther ? WithoutOther(confirmed) : confirmed);
        }
        var estimated = Row("BasisEstimated", sides.Given.Expected, sides.Other.Expected, isHidden: false);
        if (sides.HidesOtherEstimate) estimated = WithoutOther(estimated);
        rows.Add(
            sides.HasEstimate ? estimated : estimated with { Cells = [.. estimated.Cells.Select(_ => new Cell(words["NotEnoughShort"]))] });
        return new("money", words["MoneyTitle", other, Format.Count(price.Patients)], words["Basis"],
        [
            new(words["ShareGiven", words[$"{price.Metric}"].Value]), new(words["ShareOther", words[$"{price.Metric}"].Value, other]),
            new(words["ProfitGiven"]), new(words["ProfitOther", other]), new(words["ProfitDifference"]),
            new(words["MissedGiven"]), new(words["MissedOther", other]),
        ], rows)
        {
            Note = words["MoneyNote"],
        };

        GridRow WithoutOther(GridRow row) =>
            row with { Cells = [.. row.Cells.Select((cell, column) => StoredColumns.Contains(column) ? cell : Hidden)] };

        GridRow Row(string basis, DecisionCounts given, DecisionCounts said, bool isHidden)
        {
            if (isHidden) return new(words[basis], Hidden, Hidden, Hidden, Hidden, Hidden, Hidden, Hidden);
            var (missed, wouldMiss) = (PerThousand(given.Missed) ?? NoData, PerThousand(said.Missed) ?? NoData);
            if (Paid(given) is not { } before || Paid(said) is not { } after)
                return new(words[basis], NoData, NoData, NoData, NoData, NoData, missed, wouldMiss);
            var (earned, would) = (price.Patients * rule.Profit(before.Value), price.Patients * rule.Profit(after.Value));
            return new(
                words[basis], Share(before, false), Share(after, false), money.Cell(earned), money.Cell(would),
                new(money.Difference(would - earned), (double)(would - earned)), missed, wouldMiss);
        }

        Measured? Paid(DecisionCounts decisions) => price.Metric == PriceMetric.Precision ? decisions.Precision : decisions.Accuracy;
    }

    /// <summary>Whether enough outcomes are confirmed to measure both models.</summary>
    public bool HasEnough => sides.Confirmed >= MinimumSample.Confirmed;

    /// <summary>"Not enough data yet: 87 of 200 confirmed outcomes".</summary>
    public string NotEnough => words["NotEnough", ShownFew(sides.Confirmed), MinimumSample.Confirmed];

    private string ShownFew(long patients) =>
        SmallCellSuppression.IsSmall(patients) ? words["Few", SmallCellSuppression.Fewest] : Format.Count(patients);

    /// <summary>Formats missed patients per thousand with their interval: "150 (130–171)".</summary>
    public static Cell? PerThousand(Measured? missed) => missed is not { } share ? null
        : new(
            $"{Format.Count(1000 * share.Value)} ({Format.Count(1000 * share.Low)}–{Format.Count(1000 * share.High)})", 1000 * share.Value,
            1000 * share.Low, 1000 * share.High);

    private Cell Share(Measured? share, bool isHidden) => isHidden ? Hidden
        : share is { } measured ? Cell.FromFigure(Format.WithInterval(measured), measured) : NoData;

    private Cell Plain(Measured? figure) => figure is { } measured ? Cell.FromFigure(Format.PlainWithInterval(measured), measured) : NoData;
}
